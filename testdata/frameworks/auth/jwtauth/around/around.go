// Package around has a middleware around the authenticator that adds the challenge.
package around

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/jwtauth/v5"
)

func Routes(r chi.Router, ja *jwtauth.JWTAuth) {
	r.Use(challenge)
	r.Use(jwtauth.Authenticator(ja))
}

func challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		next.ServeHTTP(w, r)
	})
}
