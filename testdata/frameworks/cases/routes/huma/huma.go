// Package huma wires operations with Huma, on a router of chi's.
package huma

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
)

func challenge(ctx huma.Context, next func(huma.Context)) {
	ctx.SetHeader("WWW-Authenticate", `Bearer realm="x"`)
	next(ctx)
}

func outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

type none struct{}

func Routes() http.Handler {
	r := chi.NewRouter()
	api := humachi.New(r, huma.DefaultConfig("x", "1"))
	huma.Register(api, huma.Operation{Method: http.MethodGet, Path: "/open"}, open)
	huma.Register(api, huma.Operation{Method: http.MethodGet, Path: "/covered", Middlewares: huma.Middlewares{challenge}}, covered)
	g := huma.NewGroup(api, "/group")
	g.UseMiddleware(challenge)
	huma.Get(g, "/in", in)
	huma.Put(g, "/both", both)
	huma.Post(api, "/both", both)
	return r
}

func Outer() http.Handler {
	r := chi.NewRouter()
	r.Use(outer)
	api := humachi.New(r, huma.DefaultConfig("x", "1"))
	huma.Get(api, "/outside", outside)
	return r
}

func open(context.Context, *none) (*none, error) {
	return nil, huma.Error401Unauthorized("no") // want `401 \[missing-challenge\]: huma.Error401Unauthorized in open sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
}

func covered(context.Context, *none) (*none, error) { return nil, huma.Error401Unauthorized("no") }

func in(context.Context, *none) (*none, error) { return nil, huma.Error401Unauthorized("no") }

func outside(context.Context, *none) (*none, error) { return nil, huma.Error401Unauthorized("no") }

func both(context.Context, *none) (*none, error) {
	return nil, huma.Error401Unauthorized("no") // want `401 \[missing-challenge\]: huma.Error401Unauthorized in both sends no WWW-Authenticate on the way from POST /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
