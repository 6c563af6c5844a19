// Package echoapp wires handlers with echo.
package echoapp

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func challenge(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		return next(c)
	}
}

// onError sets it on the way back: echo answers errors after that.
func onError(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		if err != nil {
			c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		}
		return err
	}
}

func plain(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		return next(c)
	}
}

func Routes() *echo.Echo {
	e := echo.New()
	e.Use(plain)
	e.GET("/open", open)
	e.GET("/inline", inline, challenge)
	g := e.Group("/group", challenge)
	g.GET("", group)
	g.POST("/literal", func(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) })
	h := e.Group("/later")
	h.Use(challenge)
	h.GET("", later)
	e.GET("/back", back, onError)
	e.GET("/wrapped", echo.WrapHandler(http.HandlerFunc(wrapped)), challenge)
	e.GET("/through", func(c echo.Context) error {
		return through(c) // want `401 \[missing-challenge\]: through in Routes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	})
	e.GET("/around", func(c echo.Context) error { return around(c) }, challenge)
	return e
}

func All() *echo.Echo {
	e := echo.New()
	e.GET("/early", early)
	e.Use(challenge)
	return e
}

func open(c echo.Context) error {
	return echo.ErrUnauthorized // want `401 \[missing-challenge\]: echo.ErrUnauthorized in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

// Only these two are given to the framework by a literal.
func through(c echo.Context) error { return refused() }

func around(c echo.Context) error { return refused() }

func refused() error { return echo.ErrUnauthorized }

func inline(c echo.Context) error { return echo.ErrUnauthorized }

func group(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) }

func later(c echo.Context) error { return echo.NewHTTPError(http.StatusUnauthorized, "no") }

func back(c echo.Context) error { return echo.NewHTTPError(http.StatusUnauthorized, "no") }

func early(c echo.Context) error { return echo.ErrUnauthorized }

func wrapped(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }
