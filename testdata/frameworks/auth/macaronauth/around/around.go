// Package around has a handler before it that adds the challenge.
package around

import (
	"net/http"

	"github.com/go-macaron/auth"
	"gopkg.in/macaron.v1"
)

func Routes(m *macaron.Macaron) {
	m.Use(func(w http.ResponseWriter) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	})
	m.Use(auth.Bearer("token"))
}
