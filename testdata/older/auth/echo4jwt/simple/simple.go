// Package simple tells the middleware how to answer, in the way that was first.
package simple

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func Routes(e *echo.Echo, onError middleware.JWTErrorHandler) {
	e.Use(middleware.JWTWithConfig(middleware.JWTConfig{SigningKey: []byte("secret"), ErrorHandler: onError}))
}
