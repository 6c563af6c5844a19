// Package around sets the challenge itself.
package around

import (
	"net/http"

	"github.com/go-pkgz/rest"
)

func Gate(next http.Handler) http.Handler {
	gate := rest.BasicAuth(func(user, password string) bool { return user == "ann" && password == "secret" })(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := r.BasicAuth(); !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="reports"`)
		}
		gate.ServeHTTP(w, r)
	})
}
