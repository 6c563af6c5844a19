package echo4

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
	"github.com/labstack/echo/v4"
)

type claims struct {
	jwt.RegisteredClaims
	IsAdmin bool
}

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

func rejected(c echo.Context) error {
	if _, err := jwt.Parse(c.Request().Header.Get(echo.HeaderAuthorization), key); err != nil {
		return echo.ErrForbidden
	}
	return nil
}

func rejectedToo(c echo.Context) error {
	if _, err := jwt.Parse(c.Request().Header.Get(echo.HeaderAuthorization), key); err != nil {
		return echo.NewHTTPError(http.StatusForbidden, "Forbidden")
	}
	return nil
}

// forbid sends a 403 and nothing else: a 401 is written out.
func forbid(c echo.Context, message string) error {
	return c.JSON(http.StatusForbidden, echo.Map{"code": http.StatusForbidden, "message": message})
}

func rejectedByHelper(c echo.Context) error {
	if _, err := jwt.Parse(c.Request().Header.Get(echo.HeaderAuthorization), key); err != nil {
		return forbid(c, err.Error())
	}
	return nil
}

func lacking(c echo.Context) error {
	var user claims
	if _, err := jwt.ParseWithClaims(c.Request().Header.Get(echo.HeaderAuthorization), &user, key); err != nil {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
		return echo.ErrUnauthorized
	}
	if !user.IsAdmin {
		return echo.ErrUnauthorized
	}
	return nil
}

func late(c echo.Context) error {
	err := c.NoContent(http.StatusUnauthorized)
	c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return err
}
