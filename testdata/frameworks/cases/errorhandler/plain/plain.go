// Package plain has an error handler that adds no challenge: it is the one
// place to mend.
package plain

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
)

func New() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = handle
	return e
}

func handle(err error, c echo.Context) {
	var he *echo.HTTPError
	code := 500
	if errors.As(err, &he) {
		code = he.Code
	}
	c.JSON(code, nil) // want `\[missing-challenge\]`
}

func Login(c echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "login")
}
func Login2(c echo.Context) error {
	return echo.ErrUnauthorized
}

func mw(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("Authorization") == "" {
			return echo.NewHTTPError(http.StatusUnauthorized)
		}
		return next(c)
	}
}
