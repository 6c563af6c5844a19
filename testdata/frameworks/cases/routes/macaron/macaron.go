// Package macaron wires handlers with Macaron.
package macaron

import (
	"net/http"

	"gopkg.in/macaron.v1"
)

func challenge(c *macaron.Context) {
	c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
}

// own sets it for its own 401 and no other.
func own(c *macaron.Context) {
	c.Resp.Header().Set("X-Seen", "1")
	if c.Req.Header.Get("Authorization") == "" {
		c.Resp.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		c.Resp.WriteHeader(http.StatusUnauthorized)
	}
}

func Serve() http.Handler {
	f := macaron.New()
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
	f := macaron.New()
	f.Use(challenge)
	f.Get("/all", all)
	return f
}

func open(c *macaron.Context) {
	c.Resp.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Resp.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c *macaron.Context) { c.Resp.WriteHeader(http.StatusUnauthorized) }

func owned(c *macaron.Context) {
	c.Resp.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Resp.WriteHeader in owned sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func in(c *macaron.Context) { c.Resp.WriteHeader(http.StatusUnauthorized) }

func combo(c *macaron.Context) { c.Resp.WriteHeader(http.StatusUnauthorized) }

func all(c *macaron.Context) { c.Resp.WriteHeader(http.StatusUnauthorized) }

func both(c *macaron.Context) {
	c.Resp.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Resp.WriteHeader in both sends no WWW-Authenticate on the way from DELETE /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
