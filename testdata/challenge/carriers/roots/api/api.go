// Package api has handlers that let out what one helper of another package makes:
// that is one finding.
package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"authstatus.test/challenge/carriers/roots/who"
)

// Routes registers them.
func Routes(e *echo.Echo) {
	e.GET("/a", show)
	e.GET("/b", list)
	e.GET("/c", drop)
}

func show(c echo.Context) error {
	name, err := who.Caller(c)
	if err != nil {
		return err // want `401 \[missing-challenge\]: err in show sends no WWW-Authenticate, chosen in who/who\.go:15 and let out at 3 places: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return c.String(http.StatusOK, name)
}

func list(c echo.Context) error {
	name, err := who.Caller(c)
	if err != nil {
		return err
	}
	return c.String(http.StatusOK, name)
}

func drop(c echo.Context) error {
	if _, err := who.Caller(c); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
