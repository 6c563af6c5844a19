// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func valid(key string, c echo.Context) (bool, error) { return key == "k", nil }

func Routes(e *echo.Echo) {
	e.Use(middleware.KeyAuth(valid))                                                // want `\[middleware-challenge\]`
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: valid})) // want `\[middleware-challenge\]`
}

func Variable(e *echo.Echo) {
	config := middleware.DefaultKeyAuthConfig
	config.Validator = valid
	e.Use(middleware.KeyAuthWithConfig(config)) // want `\[middleware-challenge\]`
}

// What configures it is not in view.
func Elsewhere(e *echo.Echo, config middleware.KeyAuthConfig) {
	e.Use(middleware.KeyAuthWithConfig(config))
}

// An error handler of this package that adds no challenge changes nothing.
func Handler(e *echo.Echo) {
	e.HTTPErrorHandler = func(err error, c echo.Context) { c.NoContent(500) }
}
