// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func Routes(e *echo.Echo, onError middleware.KeyAuthErrorHandler) {
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{ErrorHandler: onError}))
}
