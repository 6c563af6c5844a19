// Package central has a central error handler that adds the challenge.
package central

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func valid(key string, c echo.Context) (bool, error) { return key == "k", nil }

func Routes(e *echo.Echo) {
	e.HTTPErrorHandler = onError
	e.Use(middleware.KeyAuth(valid))
}

func onError(err error, c echo.Context) {
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.NoContent(401)
}
