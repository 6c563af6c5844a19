// Package flamego wires handlers with Flamego.
package flamego

import (
	"net/http"

	"github.com/flamego/flamego"
)

func challenge(c flamego.Context) {
	c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
}

// own sets it for its own 401 and no other.
func own(c flamego.Context) {
	c.ResponseWriter().Header().Set("X-Seen", "1")
	if c.Request().Header.Get("Authorization") == "" {
		c.ResponseWriter().Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		c.ResponseWriter().WriteHeader(http.StatusUnauthorized)
	}
}

func Serve() http.Handler {
	f := flamego.New()
	f.Get("/open", open)
	f.Get("/inline", challenge, inline)
	f.Get("/owned", own, owned)
	f.Group("/group", func() {
		f.Post("/in", in)
		f.Group("/deep", func() { f.Put("/deeper", in) })
	}, challenge)
	f.Combo("/combo", challenge).Get(combo).Post(both)
	f.Delete("/both", both)
	return f
}

func All() http.Handler {
	f := flamego.New()
	f.Use(challenge)
	f.Get("/all", all)
	return f
}

func open(c flamego.Context) {
	c.ResponseWriter().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.ResponseWriter\(\).WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c flamego.Context) { c.ResponseWriter().WriteHeader(http.StatusUnauthorized) }

func owned(c flamego.Context) {
	c.ResponseWriter().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.ResponseWriter\(\).WriteHeader in owned sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func in(c flamego.Context) { c.ResponseWriter().WriteHeader(http.StatusUnauthorized) }

func combo(c flamego.Context) { c.ResponseWriter().WriteHeader(http.StatusUnauthorized) }

func all(c flamego.Context) { c.ResponseWriter().WriteHeader(http.StatusUnauthorized) }

func both(c flamego.Context) {
	c.ResponseWriter().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.ResponseWriter\(\).WriteHeader in both sends no WWW-Authenticate on the way from DELETE /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
