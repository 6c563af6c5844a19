// Package bunrouter wires handlers with bunrouter.
package bunrouter

import (
	"net/http"

	"github.com/uptrace/bunrouter"
)

func challenge(next bunrouter.HandlerFunc) bunrouter.HandlerFunc {
	return func(w http.ResponseWriter, req bunrouter.Request) error {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		return next(w, req)
	}
}

func plain(next bunrouter.HandlerFunc) bunrouter.HandlerFunc {
	return func(w http.ResponseWriter, req bunrouter.Request) error { return next(w, req) }
}

func Routes() http.Handler {
	router := bunrouter.New(bunrouter.Use(plain))
	router.GET("/open", open)
	router.Use(challenge).WithGroup("/group", func(g *bunrouter.Group) {
		g.GET("/in", in)
		g.Handle("PUT", "/both", both)
	})
	g := router.NewGroup("/new", bunrouter.WithMiddleware(plain), bunrouter.WithMiddleware(challenge))
	g.DELETE("/made", made)
	router.POST("/both", both)
	return router
}

func All() http.Handler {
	router := bunrouter.New(bunrouter.Use(plain, challenge))
	router.GET("/all", all)
	return router
}

func open(w http.ResponseWriter, req bunrouter.Request) error {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	return nil
}

func in(w http.ResponseWriter, req bunrouter.Request) error {
	w.WriteHeader(http.StatusUnauthorized)
	return nil
}

func made(w http.ResponseWriter, req bunrouter.Request) error {
	w.WriteHeader(http.StatusUnauthorized)
	return nil
}

func all(w http.ResponseWriter, req bunrouter.Request) error {
	w.WriteHeader(http.StatusUnauthorized)
	return nil
}

func both(w http.ResponseWriter, req bunrouter.Request) error {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in both sends no WWW-Authenticate on the way from POST /both: set a challenge there too \(RFC 9110 §15.5.2\)`
	return nil
}
