// Package echo5 answers with echo v5.
package echo5

import (
	"net/http"

	"github.com/labstack/echo/v5"
)

func known(c *echo.Context) bool {
	return c.Request().Header.Get(echo.HeaderAuthorization) == "Bearer x"
}

func returned(c *echo.Context) error {
	if !known(c) {
		return c.JSON(http.StatusUnauthorized, map[string]string{"message": "log in first"})
	}
	return c.NoContent(http.StatusNoContent)
}

func sentinel(c *echo.Context) error {
	if !known(c) {
		return echo.ErrUnauthorized
	}
	return nil
}

func made(c *echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "log in first")
}

func deny(c *echo.Context, status int) error {
	return c.NoContent(status)
}

func list(c *echo.Context) error {
	if !known(c) {
		return deny(c, http.StatusUnauthorized)
	}
	return deny(c, http.StatusNotFound)
}

func item(c *echo.Context) error {
	if !known(c) {
		return deny(c, http.StatusUnauthorized)
	}
	return nil
}
