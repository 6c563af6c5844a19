// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func Routes(e *echo.Echo, onError middleware.JWTErrorHandlerWithContext) {
	e.Use(middleware.JWTWithConfig(middleware.JWTConfig{SigningKey: []byte("secret"), ErrorHandlerWithContext: onError}))
}
