// Package plain uses the middleware with its default error handling.
package plain

import (
	echojwt "github.com/labstack/echo-jwt/v5"
	"github.com/labstack/echo/v5"
)

func Routes(e *echo.Echo) {
	e.Use(echojwt.JWT([]byte("secret")))                                    // want `\[middleware-challenge\]`
	e.Use(echojwt.WithConfig(echojwt.Config{SigningKey: []byte("secret")})) // want `\[middleware-challenge\]`
}
