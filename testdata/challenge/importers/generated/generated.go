// Package generated has helpers that generated code uses.
package generated

import "net/http"

func write(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code) // want `^401 \[missing-challenge\]: http\.Error in write sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
}

// Deny answers with a status of the caller's: it is reported here, since
// nobody edits the caller.
func Deny(w http.ResponseWriter, code int) { write(w, code) }
