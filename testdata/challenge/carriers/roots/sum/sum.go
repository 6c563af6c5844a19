// Package sum puts the status of an error into that of a framework.
package sum

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"authstatus.test/challenge/carriers/roots/who"
)

// Routes registers the handlers.
func Routes(e *echo.Echo, check func(string) error) {
	e.GET("/a", func(c echo.Context) error {
		if err := check(c.Request().Header.Get("Authorization")); err != nil {
			return translate(err) // want `401 \[missing-challenge\]: translate in Routes sends no WWW-Authenticate, chosen in who/who\.go:31: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
		}
		return c.NoContent(http.StatusNoContent)
	})
	e.GET("/b", func(c echo.Context) error {
		if err := check(c.QueryParam("name")); err != nil {
			return plain(err)
		}
		return c.NoContent(http.StatusNoContent)
	})
}

func translate(err error) error {
	var f *who.Failure
	if errors.As(err, &f) {
		return echo.NewHTTPError(f.Status, f.Text)
	}
	return err
}

// Silent: the status is another.
func plain(err error) error {
	var f *who.Failure
	if errors.As(err, &f) && f.Status != http.StatusUnauthorized {
		return echo.NewHTTPError(f.Status, f.Text)
	}
	return echo.NewHTTPError(http.StatusTeapot)
}
