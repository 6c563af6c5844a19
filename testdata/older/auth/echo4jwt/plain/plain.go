// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func Routes(e *echo.Echo) {
	e.Use(middleware.JWT([]byte("secret")))                                             // want `\[middleware-challenge\]`
	e.Use(middleware.JWTWithConfig(middleware.JWTConfig{SigningKey: []byte("secret")})) // want `\[middleware-challenge\]`
}
