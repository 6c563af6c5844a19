// Package nofix has findings where no edit is surely safe.
package nofix

import (
	"net/http"
	"strings"
)

func token(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// Only the line after a comment of the author's would be left for it.
func sameLine(w http.ResponseWriter) {
	/* no token */ w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The response comes from a call, which must not run twice.
func called(next func() http.ResponseWriter) {
	next().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// A condition decides on the challenge, and may be meant to.
func somePath(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/digest" {
		w.Header().Set("WWW-Authenticate", `Digest realm="x", qop="auth", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

func deny(w http.ResponseWriter) {
	f := func() http.ResponseWriter { return w }
	f().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The value is put together.
func concatenated(w http.ResponseWriter, realm string) {
	w.Header().Set("WWW-Authenticate", "Basic realm="+"x") // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}
