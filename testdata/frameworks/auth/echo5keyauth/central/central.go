// Package central has a central error handler that is not in view.
package central

import (
	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func Routes(e *echo.Echo, onError echo.HTTPErrorHandler) {
	e.HTTPErrorHandler = onError
	e.Use(middleware.KeyAuthWithConfig(middleware.KeyAuthConfig{}))
}
