// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func valid(key string, c echo.Context) (bool, error) { return key == "k", nil }

func Routes(e *echo.Echo, onError middleware.KeyAuthErrorHandler) {
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{Validator: valid, ErrorHandler: onError}))
}
