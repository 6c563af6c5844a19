// Package negroni has a case for every way negroni can send 401: without a challenge, and with one.
package negroni

import (
	"net/http"

	negroni "github.com/urfave/negroni/v3"
)

func WriteHeader(w negroni.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func WriteHeaderChallenged(w negroni.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}
