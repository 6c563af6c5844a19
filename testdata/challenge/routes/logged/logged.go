// Package logged has a middleware that has errors answered at once, by what its
// framework holds for that: no function of the package answers them.
package logged

import (
	"log"
	"net/http"

	"github.com/labstack/echo/v4"
)

func access(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Echo().HTTPErrorHandler(err, c)
		}
		log.Print(c.Response().Status)
		return nil
	}
}

func authenticated(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get("Authorization") == "" {
			return echo.NewHTTPError(http.StatusUnauthorized, "log in") // want `401 \[missing-challenge\]: echo.NewHTTPError in authenticated sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
		}
		return next(c)
	}
}

func report(c echo.Context) error {
	if c.Request().Header.Get("Authorization") == "" {
		return echo.ErrUnauthorized // want `401 \[missing-challenge\]: echo.ErrUnauthorized in report sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
	return c.NoContent(http.StatusNoContent)
}

func Routes() *echo.Echo {
	e := echo.New()
	e.Use(access)
	e.GET("/report", report)
	e.GET("/reports", report, authenticated)
	return e
}
