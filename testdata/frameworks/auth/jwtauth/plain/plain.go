// Package plain uses the middleware with its default error handling.
package plain

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/jwtauth/v5"
)

func Routes(r chi.Router, ja *jwtauth.JWTAuth) {
	r.Use(jwtauth.Verifier(ja))
	r.Use(jwtauth.Authenticator(ja)) // want `\[middleware-challenge\]`
}

// Value uses none yet.
func Value() func(*jwtauth.JWTAuth) func(http.Handler) http.Handler {
	return jwtauth.Authenticator
}

// Whoever calls Returned mounts it.
func Returned(ja *jwtauth.JWTAuth) func(http.Handler) http.Handler {
	return jwtauth.Authenticator(ja) // want `\[middleware-challenge\]`
}
