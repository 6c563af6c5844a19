// Package plain has validators that answer in the middleware's place.
package plain

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func valid(user, password string, c echo.Context) (bool, error) {
	if user != "shop" || password != "secret" {
		return false, echo.ErrUnauthorized
	}
	return true, nil
}

func Routes(e *echo.Echo) {
	e.Use(middleware.BasicAuth(valid))                               // want `401 \[middleware-challenge\]: middleware\.BasicAuth answers 401 without WWW-Authenticate`
	e.Use(middleware.BasicAuthWithConfig(middleware.BasicAuthConfig{ // want `\[middleware-challenge\]`
		Realm: "shop",
		Validator: func(user, password string, c echo.Context) (bool, error) {
			return false, echo.NewHTTPError(http.StatusUnauthorized, "no")
		},
	}))
}
