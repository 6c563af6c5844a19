// Package plain uses the middleware, which can't be told to send a challenge.
package plain

import (
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/oauth"
)

func Routes(r chi.Router, secret string) {
	r.Use(oauth.Authorize(secret, nil)) // want `\[middleware-challenge\]`
}

func Bearer(r chi.Router, secret string) {
	b := oauth.NewBearerAuthentication(secret, nil)
	r.Use(b.Authorize) // want `\[middleware-challenge\]`
}
