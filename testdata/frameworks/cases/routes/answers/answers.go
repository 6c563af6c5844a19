// Package answers has servers of one framework of which one answers errors with a
// challenge, and another as its framework does.
package answers

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-kit/kit/endpoint"
	kit "github.com/go-kit/kit/transport/http"
	kerrors "github.com/go-kratos/kratos/v2/errors"
	khttp "github.com/go-kratos/kratos/v2/transport/http"
	"github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/labstack/echo/v4"
)

const bearer = `Bearer realm="x"`

func challenged(err error, c echo.Context) {
	var he *echo.HTTPError
	if errors.As(err, &he) && he.Code == http.StatusUnauthorized {
		c.Response().Header().Set("WWW-Authenticate", bearer)
	}
	c.Echo().DefaultHTTPErrorHandler(err, c)
}

func Servers() (*echo.Echo, *echo.Echo) {
	api := echo.New()
	api.HTTPErrorHandler = challenged
	api.GET("/a", apiOnly)
	api.GET("/both", both)
	g := api.Group("/g")
	g.GET("/in", inGroup)
	admin := echo.New()
	admin.GET("/a", adminOnly)
	admin.GET("/both", both)
	return api, admin
}

func apiOnly(c echo.Context) error   { return echo.ErrUnauthorized }
func adminOnly(c echo.Context) error { return echo.ErrUnauthorized } // want `401 \[missing-challenge\]: echo.ErrUnauthorized in adminOnly sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
func both(c echo.Context) error      { return echo.ErrUnauthorized } // want `401 \[missing-challenge\]: echo.ErrUnauthorized in both sends no WWW-Authenticate on the way from GET /both: set a challenge there too \(RFC 9110 §15.5.2\)`
func inGroup(c echo.Context) error   { return echo.ErrUnauthorized }

// setUp is given a server that is made elsewhere.
func setUp(e *echo.Echo) { e.GET("/elsewhere", elsewhere) }

func elsewhere(c echo.Context) error { return echo.ErrUnauthorized }

// Some has one that answers errors under a condition.
func Some(strict bool) *echo.Echo {
	e := echo.New()
	if strict {
		e.HTTPErrorHandler = challenged
	}
	e.GET("/some", some)
	return e
}

func some(c echo.Context) error { return echo.ErrUnauthorized }

type server struct {
	echo *echo.Echo
	name string
}

// Kept has one in a field.
func Kept() *server {
	s := &server{echo: echo.New(), name: "kept"}
	s.echo.HTTPErrorHandler = s.answer
	s.echo.GET("/kept", s.kept)
	plain := &server{echo: echo.New(), name: "plain"}
	plain.echo.GET("/plain", plain.plain)
	return s
}

func (s *server) answer(err error, c echo.Context) {
	c.Response().Header().Set("WWW-Authenticate", bearer)
	s.echo.DefaultHTTPErrorHandler(err, c)
}

func (s *server) kept(c echo.Context) error { return echo.ErrUnauthorized }

func (s *server) plain(c echo.Context) error { return echo.ErrUnauthorized } // want `401 \[missing-challenge\]: echo.ErrUnauthorized in \(\*server\).plain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func onFiber(c *fiber.Ctx, err error) error {
	c.Set("WWW-Authenticate", bearer)
	return fiber.DefaultErrorHandler(c, err)
}

func Fibers() (*fiber.App, *fiber.App) {
	a := fiber.New(fiber.Config{ErrorHandler: onFiber})
	a.Get("/a", fa)
	b := fiber.New()
	b.Get("/b", fb)
	sub := fiber.New()
	sub.Get("/c", fc)
	a.Mount("/sub", sub)
	return a, b
}

func fa(c *fiber.Ctx) error { return fiber.ErrUnauthorized }
func fb(c *fiber.Ctx) error { return fiber.ErrUnauthorized } // want `401 \[missing-challenge\]: fiber.ErrUnauthorized in fb sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
func fc(c *fiber.Ctx) error { return fiber.ErrUnauthorized }

func on3(c fiber3.Ctx, err error) error {
	c.Set("WWW-Authenticate", bearer)
	return fiber3.DefaultErrorHandler(c, err)
}

func Fibers3() (*fiber3.App, *fiber3.App) {
	cfg := fiber3.Config{}
	cfg.ErrorHandler = on3
	a := fiber3.New(cfg)
	a.Get("/a", ga)
	b := fiber3.New()
	b.Get("/b", gb)
	return a, b
}

func ga(c fiber3.Ctx) error { return fiber3.ErrUnauthorized }
func gb(c fiber3.Ctx) error { return fiber3.ErrUnauthorized } // want `401 \[missing-challenge\]: fiber3.ErrUnauthorized in gb sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

func kratosErr(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("WWW-Authenticate", bearer)
	khttp.DefaultErrorEncoder(w, r, err)
}

func Kratos() (*khttp.Server, *khttp.Server) {
	opts := []khttp.ServerOption{khttp.Address(":1")}
	opts = append(opts, khttp.ErrorEncoder(kratosErr))
	a := khttp.NewServer(opts...)
	a.Route("/").GET("/a", ka)
	b := khttp.NewServer(khttp.Address(":2"))
	b.Route("/").GET("/b", kb)
	return a, b
}

func ka(c khttp.Context) error { return kerrors.Unauthorized("NO", "no") }
func kb(c khttp.Context) error { return kerrors.Unauthorized("NO", "no") } // want `401 \[missing-challenge\]: kerrors.Unauthorized in kb sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`

type status struct{ code int }

func (s status) Error() string   { return "no" }
func (s status) StatusCode() int { return s.code }

func enc(ctx context.Context, err error, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", bearer)
	kit.DefaultErrorEncoder(ctx, err, w)
}

func ea(ctx context.Context, r any) (any, error) { return nil, status{http.StatusUnauthorized} }
func eb(ctx context.Context, r any) (any, error) { return nil, status{http.StatusUnauthorized} } // want `401 \[missing-challenge\]: status\{…\} in eb sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`

func dec(ctx context.Context, r *http.Request) (any, error)       { return nil, nil }
func out(ctx context.Context, w http.ResponseWriter, v any) error { return nil }

func Kit() http.Handler {
	m := http.NewServeMux()
	opts := []kit.ServerOption{kit.ServerErrorEncoder(enc)}
	m.Handle("/a", kit.NewServer(endpoint.Endpoint(ea), dec, out, opts...))
	m.Handle("/b", kit.NewServer(eb, dec, out))
	return m
}
