// Package kratos wires handlers with Kratos.
package kratos

import (
	nethttp "net/http"

	"github.com/go-kratos/kratos/v2/transport/http"
)

func challenge(next nethttp.Handler) nethttp.Handler {
	return nethttp.HandlerFunc(func(w nethttp.ResponseWriter, r *nethttp.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

func plain(next nethttp.Handler) nethttp.Handler { return next }

func Server() *http.Server {
	srv := http.NewServer(http.Timeout(0), http.Filter(plain))
	r := srv.Route("/v1")
	r.GET("/open", open)
	r.GET("/inline", inline, challenge)
	g := r.Group("/group", challenge)
	g.PUT("/both", both)
	r.POST("/both", both)
	return srv
}

func Filtered() *http.Server {
	srv := http.NewServer(http.Filter(plain, challenge))
	srv.Route("/").GET("/in", in)
	return srv
}

func open(ctx http.Context) error {
	return ctx.String(nethttp.StatusUnauthorized, "no") // want `401 \[missing-challenge\]: ctx.String in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(ctx http.Context) error { return ctx.String(nethttp.StatusUnauthorized, "no") }

func in(ctx http.Context) error { return ctx.String(nethttp.StatusUnauthorized, "no") }

func both(ctx http.Context) error {
	return ctx.String(nethttp.StatusUnauthorized, "no") // want `401 \[missing-challenge\]: ctx.String in both sends no WWW-Authenticate on the way from POST /v1/both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
