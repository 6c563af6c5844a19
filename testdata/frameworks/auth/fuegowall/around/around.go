// Package around has a middleware around it that adds the challenge.
package around

import (
	"net/http"

	"github.com/go-fuego/fuego"
)

func Routes(s *fuego.Server) {
	fuego.Use(s, challenge)
	fuego.Use(s, fuego.AuthWall("admin"))
}

func challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		next.ServeHTTP(w, r)
	})
}
