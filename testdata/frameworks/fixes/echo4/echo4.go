// Package echo4 answers with echo v4.
package echo4

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

func known(c echo.Context) bool {
	return c.Request().Header.Get(echo.HeaderAuthorization) == "Bearer x"
}

func returned(c echo.Context) error {
	if !known(c) {
		return c.JSON(http.StatusUnauthorized, echo.Map{"message": "log in first"})
	}
	return c.NoContent(http.StatusNoContent)
}

func sentinel(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !known(c) {
			return echo.ErrUnauthorized
		}
		return next(c)
	}
}

func made(c echo.Context) error {
	switch {
	case known(c):
		return nil
	default:
		return echo.NewHTTPError(http.StatusUnauthorized, "log in first")
	}
}

func oneLine(c echo.Context) error { return c.NoContent(http.StatusUnauthorized) }

func ifInit(c echo.Context) error {
	if err := c.String(http.StatusUnauthorized, "log in first"); err != nil {
		return err
	}
	return nil
}

// deny is mended once for its callers.
func deny(c echo.Context, status int, message string) error {
	return c.JSON(status, echo.Map{"message": message})
}

func list(c echo.Context) error {
	if !known(c) {
		return deny(c, http.StatusUnauthorized, "log in first")
	}
	return deny(c, http.StatusNotFound, "no such list")
}

func item(c echo.Context) error {
	if !known(c) {
		return deny(c, http.StatusUnauthorized, "log in first")
	}
	return nil
}

func answer(c echo.Context) (int, any) {
	if !known(c) {
		return http.StatusUnauthorized, echo.Map{}
	}
	return http.StatusOK, echo.Map{}
}

// The status is taken first.
func tuple(c echo.Context) error {
	return c.JSON(answer(c))
}

type failure struct {
	status  int
	message string
}

func (f *failure) Error() string { return f.message }

func load(c echo.Context) error {
	if !known(c) {
		return &failure{http.StatusUnauthorized, "log in first"}
	}
	return &failure{http.StatusNotFound, "no such thing"}
}

// The error is answered in one place.
func central(c echo.Context) error {
	err := load(c)
	if f, ok := err.(*failure); ok {
		return c.String(f.status, f.message)
	}
	return err
}

// The error is in a variable first.
func kept(c echo.Context) error {
	if !known(c) {
		err := echo.NewHTTPError(http.StatusUnauthorized, "log in first")
		err.Internal = echo.ErrCookieNotFound
		return err
	}
	return nil
}

func written(r *echo.Response) {
	r.WriteHeader(http.StatusUnauthorized)
}
