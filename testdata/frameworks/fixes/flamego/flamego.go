// Package flamego answers with flamego.
package flamego

import (
	"net/http"

	"github.com/flamego/flamego"
)

func direct(c flamego.Context) {
	if c.Request().Header.Get("Authorization") == "" {
		c.ResponseWriter().WriteHeader(http.StatusUnauthorized)
	}
}

func writer(w flamego.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized)
}
