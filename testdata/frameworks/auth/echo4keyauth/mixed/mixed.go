// Package mixed configures one use and not the other.
package mixed

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func Routes(e *echo.Echo, valid middleware.KeyAuthValidator) {
	e.Group("/a").Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{
		Validator: valid,
		ErrorHandler: func(err error, c echo.Context) error {
			c.Response().Header().Set("WWW-Authenticate", `Bearer realm="a"`)
			return echo.ErrUnauthorized
		},
	}))
	e.Group("/b").Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: valid})) // want `\[middleware-challenge\]`
	e.Group("/c").Use(middleware.KeyAuth(valid))                                                // want `\[middleware-challenge\]`
}
