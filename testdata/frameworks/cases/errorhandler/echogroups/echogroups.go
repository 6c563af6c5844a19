// Package echogroups has two servers, of which one adds the challenge.
package echogroups

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

type server struct {
	e      *echo.Echo
	logger func(string, ...any)
}

func (s *server) fail(err error, c echo.Context) {
	if he, ok := err.(*echo.HTTPError); ok && he.Code == http.StatusUnauthorized {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="x"`)
	}
	s.logger("%v", err)
	s.e.DefaultHTTPErrorHandler(err, c)
}

func Public() *echo.Echo {
	s := &server{e: echo.New()}
	s.e.HTTPErrorHandler = s.fail
	g := s.e.Group("/v1")
	g.GET("/a", a)
	return s.e
}

func Admin() *echo.Echo {
	e := echo.New()
	e.Group("/admin").GET("/b", b)
	return e
}

func a(c echo.Context) error { return echo.ErrUnauthorized }
func b(c echo.Context) error { return echo.NewHTTPError(http.StatusUnauthorized, "log in") } // want `401 \[missing-challenge\]: echo\.NewHTTPError in b sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
