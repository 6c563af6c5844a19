// Package asks leaves the answer to the middleware, which sends a challenge.
package asks

import (
	"errors"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

var errStore = errors.New("no store")

func Routes(e *echo.Echo, users map[string]string) {
	e.Use(middleware.BasicAuth(func(user, password string, c echo.Context) (bool, error) {
		if users == nil {
			return false, errStore
		}
		return users[user] == password, nil
	}))
}

// What is handed in may return anything.
func Handed(e *echo.Echo, valid middleware.BasicAuthValidator) {
	e.Use(middleware.BasicAuthWithConfig(middleware.BasicAuthConfig{Validator: valid}))
}
