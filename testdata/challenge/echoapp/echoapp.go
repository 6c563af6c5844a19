// Package echoapp has the ways of echo: a status in a call, an error that the
// framework answers, and a header that must come before both. All of echo is
// in testdata/frameworks.
package echoapp

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
)

func direct(c echo.Context) error {
	return c.JSON(http.StatusUnauthorized, echo.Map{"error": "log in first"}) // want `401 \[missing-challenge\]: c\.JSON in direct sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func challenged(c echo.Context) error {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="notes"`)
	return c.JSON(http.StatusUnauthorized, echo.Map{"error": "log in first"})
}

func late(c echo.Context) error {
	err := c.NoContent(http.StatusUnauthorized) // want `401 \[late-challenge\]`
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="notes"`)
	return err
}

func returned(c echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "log in first") // want `\[missing-challenge\]`
}

func sentinel(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Header.Get(echo.HeaderAuthorization) == "" {
			return echo.ErrUnauthorized // want `\[missing-challenge\]`
		}
		return next(c)
	}
}

// wrapped is a 500: the framework asserts the type.
func wrapped(c echo.Context) error {
	return fmt.Errorf("notes: %w", echo.ErrUnauthorized)
}

func other(c echo.Context) error {
	return echo.NewHTTPError(http.StatusForbidden)
}

// Routes registers them.
func Routes(e *echo.Echo) {
	e.Use(sentinel)
	e.GET("/", direct)
	e.GET("/challenged", challenged)
	e.GET("/late", late)
	e.GET("/returned", returned)
	e.GET("/wrapped", wrapped)
	e.GET("/other", other)
}
