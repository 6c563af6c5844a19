// Package foreign has a central error handler that is not in view.
package foreign

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func valid(key string, c echo.Context) (bool, error) { return key == "k", nil }

func Routes(e *echo.Echo, onError echo.HTTPErrorHandler) {
	e.HTTPErrorHandler = onError
	e.Use(middleware.KeyAuth(valid))
}
