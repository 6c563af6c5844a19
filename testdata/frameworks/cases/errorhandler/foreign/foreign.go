// Package foreign has an error handler that is not in view.
package foreign

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func New(onError echo.HTTPErrorHandler) *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = onError
	return e
}

func Login(c echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "login")
}

func Direct(c echo.Context) error {
	return c.NoContent(http.StatusUnauthorized) // want `\[missing-challenge\]`
}
