// Package own has an authenticator of its own.
package own

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/jwtauth/v5"
)

func Routes(r chi.Router, ja *jwtauth.JWTAuth) {
	r.Use(jwtauth.Verifier(ja))
	r.Use(authenticator)
}

func authenticator(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token, _, err := jwtauth.FromContext(r.Context()); err != nil || token == nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			http.Error(w, "no token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
