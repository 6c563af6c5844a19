// Package gozero wires handlers with go-zero, whose routes are structs.
package gozero

import (
	"net/http"

	"github.com/zeromicro/go-zero/rest"
)

type services struct {
	Challenge rest.Middleware
	Plain     rest.Middleware
}

func challenge(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next(w, r)
	}
}

func plain(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { next(w, r) }
}

func newServices() *services { return &services{Challenge: challenge, Plain: plain} }

func Serve(conf rest.RestConf) {
	server := rest.MustNewServer(conf)
	s := newServices()
	Register(server, s)
	server.Start()
}

func Register(server *rest.Server, s *services) {
	server.AddRoutes(
		[]rest.Route{
			{Method: http.MethodGet, Path: "/open", Handler: open(s)},
			{Method: http.MethodPost, Path: "/both", Handler: both},
		},
		rest.WithPrefix("/v1"), rest.WithPriority(),
	)
	server.AddRoutes(
		rest.WithMiddlewares(
			[]rest.Middleware{s.Plain, s.Challenge},
			[]rest.Route{
				{Method: http.MethodGet, Path: "/covered", Handler: covered(s)},
				{Method: http.MethodGet, Path: "/both", Handler: both},
			}...,
		),
	)
	server.AddRoute(rest.Route{Method: http.MethodGet, Path: "/one", Handler: challenge(one)})
	server.AddRoutes(rest.WithMiddleware(plain, rest.Route{Path: "/bare", Handler: bare}))
}

// Everywhere adds it for all routes, also those that come before.
func Everywhere(conf rest.RestConf) {
	server := rest.MustNewServer(conf)
	defer server.Start()
	server.AddRoute(rest.Route{Method: http.MethodGet, Path: "/all", Handler: everywhere})
	server.Use(challenge)
}

func open(*services) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
}

func covered(*services) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }
}

func both(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in both sends no WWW-Authenticate on the way from POST /v1/both: set a challenge there too \(RFC 9110 §15.5.2\)`
}

func one(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func bare(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func everywhere(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }
