// Package idle asks what lets everybody pass: without a key the middleware answers
// 400, and no other key is refused.
package idle

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func anybody(string, echo.Context) (bool, error) { return true, nil }

func nobody(string, echo.Context) (bool, error) { return false, nil }

func some(key string, _ echo.Context) (bool, error) { return key == "k", nil }

func Routes(e *echo.Echo) {
	e.Group("/a", middleware.KeyAuth(anybody))
	e.Group("/b", middleware.KeyAuth(some))   // want `\[middleware-challenge\]`
	e.Group("/c", middleware.KeyAuth(nobody)) // want `\[middleware-challenge\]`
}

func Variable(e *echo.Echo) {
	config := middleware.KeyAuthConfig{}
	config.Validator = anybody
	e.Use(middleware.KeyAuthWithConfig(config))

	other := middleware.KeyAuthConfig{Validator: some}
	e.Use(middleware.KeyAuthWithConfig(other)) // want `\[middleware-challenge\]`
}
