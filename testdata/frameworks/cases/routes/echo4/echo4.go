// Package echo4 puts middlewares of echo's own around handlers, with skippers.
package echo4

import (
	"net/http"

	echojwt "github.com/labstack/echo-jwt/v4"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

type policy interface{ CanDelete(id string) bool }

type server struct{ users map[string]*string }

func skipped(s *server, p policy) *echo.Echo {
	e := echo.New()
	e.Use(middleware.BasicAuthWithConfig(middleware.BasicAuthConfig{
		Skipper:   func(c echo.Context) bool { return c.Path() == "/login" },
		Validator: func(user, password string, c echo.Context) (bool, error) { return s.users[password] != nil, nil },
	}))
	e.DELETE("/login", func(c echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Basic realm="x"`)
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	e.DELETE("/in/:id", func(c echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	return e
}

// keyed goes on where the key is wrong, and optional asks what is not in view.
func keyed(s *server, p policy, skip middleware.Skipper) *echo.Echo {
	e := echo.New()
	right := func(key string, c echo.Context) (bool, error) { return s.users[key] != nil, nil }
	on := e.Group("/on", middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{
		Validator:              right,
		ErrorHandler:           func(err error, c echo.Context) error { return nil },
		ContinueOnIgnoredError: true,
	}))
	on.DELETE("/:id", func(c echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	optional := e.Group("/optional", middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: right, ErrorHandler: deny, Skipper: skip}))
	optional.DELETE("/:id", func(c echo.Context) error {
		c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized
		}
		return nil
	})
	always := e.Group("/always", middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: right, ErrorHandler: deny, Skipper: nil}))
	always.DELETE("/:id", func(c echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	return e
}

func deny(err error, c echo.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x", error="invalid_token"`)
	return echo.NewHTTPError(http.StatusUnauthorized, "no key")
}

func tokens(p policy, key []byte) *echo.Echo {
	e := echo.New()
	e.Use(echojwt.WithConfig(echojwt.Config{SigningKey: key, ErrorHandler: refuse, Skipper: middleware.DefaultSkipper}))
	e.DELETE("/in/:id", func(c echo.Context) error {
		if !p.CanDelete(c.Param("id")) {
			return echo.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	return e
}

func refuse(c echo.Context, err error) error { return deny(err, c) }
