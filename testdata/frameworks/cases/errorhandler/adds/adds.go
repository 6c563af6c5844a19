// Package adds has an error handler that adds the challenge, so errors that
// handlers return are no finding.
package adds

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
)

type Ctx struct {
	echo.Context
	UserID string
}

func (c *Ctx) Fail(code int, msg string) error {
	return c.JSON(code, map[string]string{"error": msg}) // want `\[missing-challenge\]`
}

func Handler(c echo.Context) error {
	cc := c.(*Ctx)
	if cc.UserID == "" {
		return cc.Fail(http.StatusUnauthorized, "no")
	}
	return cc.JSON(200, nil)
}

func Direct(c echo.Context) error {
	cc := c.(*Ctx)
	return cc.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func New() *echo.Echo {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		var he *echo.HTTPError
		code := 500
		if errors.As(err, &he) {
			code = he.Code
		}
		if code == http.StatusUnauthorized {
			c.Response().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		}
		c.JSON(code, nil)
	}
	return e
}

func Login(c echo.Context) error {
	return echo.NewHTTPError(http.StatusUnauthorized, "login")
}
func Login2(c echo.Context) error {
	return echo.ErrUnauthorized
}
