// Package service makes framework errors beside other results, and alone.
package service

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
	echo "github.com/labstack/echo/v4"
)

// Find returns an error beside a user: what becomes of it is its caller's
// matter, so nothing is reported here.
func Find(name string) (string, error) {
	if name == "" {
		return "", echo.NewHTTPError(http.StatusUnauthorized, "who are you?")
	}
	return name, nil
}

// Look does the same with another framework.
func Look(name string) (string, error) {
	if name == "" {
		return "", fiber.ErrUnauthorized
	}
	return name, nil
}

// Exchange is only called by one that answers with 200.
func Exchange(code string) (string, error) {
	if code == "" {
		return "", echo.NewHTTPError(http.StatusUnauthorized, "no code")
	}
	return code, nil
}

// Check returns the error alone, as a handler does: it is reported here, and
// nowhere else.
func Check(name string) error {
	if name == "" {
		return fiber.NewError(http.StatusUnauthorized, "who are you?") // want `401 \[missing-challenge\]: fiber\.NewError in Check sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return nil
}
