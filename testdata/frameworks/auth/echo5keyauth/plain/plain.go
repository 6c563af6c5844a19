// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func valid(c *echo.Context, key string, source middleware.ExtractorSource) (bool, error) {
	return key == "k", nil
}

func Routes(e *echo.Echo) {
	e.Use(middleware.KeyAuth(valid))                                                // want `\[middleware-challenge\]`
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: valid})) // want `\[middleware-challenge\]`
}
