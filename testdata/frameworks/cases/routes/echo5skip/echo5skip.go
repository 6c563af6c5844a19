// Package echo5skip puts middlewares of echo v5's own around handlers, with skippers.
package echo5skip

import (
	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

type policy interface{ CanDelete(id string) bool }

func Skipped(p policy, passwords map[string]string) *echo.Echo {
	e := echo.New()
	e.Use(middleware.BasicAuthWithConfig(middleware.BasicAuthConfig{
		Skipper: func(c *echo.Context) bool { return c.Path() == "/login" },
		Validator: func(c *echo.Context, user, password string) (bool, error) {
			return passwords[user] == password, nil
		},
	}))
	e.DELETE("/login", func(c *echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Basic realm="x"`)
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	e.DELETE("/in/:id", func(c *echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	return e
}

func Keys(p policy, keys map[string]bool) *echo.Echo {
	e := echo.New()
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{
		Skipper: middleware.DefaultSkipper,
		Validator: func(c *echo.Context, key string, source middleware.ExtractorSource) (bool, error) {
			return keys[key], nil
		},
		ErrorHandler: func(c *echo.Context, err error) error {
			c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x", error="invalid_token"`)
			return echo.ErrUnauthorized
		},
	}))
	e.DELETE("/:id", func(c *echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	return e
}
