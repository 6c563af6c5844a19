// Package moved has an exported helper whose private part answers. The one 401
// here is reported at its caller, which mends nobody else's.
package moved

import "net/http"

func write(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code)
}

// Deny answers with a status of the caller's.
func Deny(w http.ResponseWriter, code int) { write(w, code) }

// Health asks for credentials.
func Health(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Deny(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: Deny in Health sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}
