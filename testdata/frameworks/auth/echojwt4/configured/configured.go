// Package configured tells the middleware how to answer.
package configured

import (
	echojwt "github.com/labstack/echo-jwt/v4"
	"github.com/labstack/echo/v4"
)

func Routes(e *echo.Echo, onError func(echo.Context, error) error) {
	e.Use(echojwt.WithConfig(echojwt.Config{SigningKey: []byte("secret"), ErrorHandler: onError}))
}
