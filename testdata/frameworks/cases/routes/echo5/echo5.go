// Package echo5 wires handlers with echo v5.
package echo5

import (
	"net/http"

	"github.com/labstack/echo/v5"
)

func challenge(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c *echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		return next(c)
	}
}

func Routes() *echo.Echo {
	e := echo.New()
	e.GET("/open", open)
	e.GET("/inline", inline, challenge)
	g := e.Group("/group", challenge)
	g.GET("", group)
	return e
}

func open(c *echo.Context) error {
	return echo.ErrUnauthorized // want `401 \[missing-challenge\]: echo.ErrUnauthorized in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c *echo.Context) error { return echo.ErrUnauthorized }

func group(c *echo.Context) error { return c.NoContent(http.StatusUnauthorized) }
