// Package adds has the same middleware, and what answers errors adds the challenge.
package adds

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
)

func answer(err error, c echo.Context) {
	code := http.StatusInternalServerError
	var he *echo.HTTPError
	if errors.As(err, &he) {
		code = he.Code
	}
	if code == http.StatusUnauthorized {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
	}
	_ = c.NoContent(code)
}

func access(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Echo().HTTPErrorHandler(err, c)
		}
		return nil
	}
}

func report(c echo.Context) error {
	if c.Request().Header.Get("Authorization") == "" {
		return echo.ErrUnauthorized
	}
	return c.NoContent(http.StatusNoContent)
}

func Routes() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = answer
	e.Use(access)
	e.GET("/report", report)
	return e
}
