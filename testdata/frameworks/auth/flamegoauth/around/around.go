// Package around has a handler before it that adds the challenge.
package around

import (
	"net/http"

	"github.com/flamego/auth"
	"github.com/flamego/flamego"
)

func Routes(f *flamego.Flame) {
	f.Use(func(w http.ResponseWriter) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	})
	f.Use(auth.Bearer("token"))
}
