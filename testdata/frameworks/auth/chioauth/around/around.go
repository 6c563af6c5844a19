// Package around has a middleware before it that adds the challenge.
package around

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/oauth"
)

func Routes(r chi.Router, secret string) {
	r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			next.ServeHTTP(w, r)
		})
	})
	r.Use(oauth.Authorize(secret, nil), oauth.NewBearerAuthentication(secret, nil).Authorize)
}
