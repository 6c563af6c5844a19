// Package moved has an exported helper whose private part answers. Importers may
// send a status of their own through it, so the one 401 here is reported where an
// edit mends theirs too.
package moved

import "net/http"

func write(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code) // want `^401 \[missing-challenge\]: http\.Error in write sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
}

// Deny answers with a status of the caller's.
func Deny(w http.ResponseWriter, code int) { write(w, code) }

// Health asks for credentials.
func Health(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Deny(w, http.StatusUnauthorized)
	}
}

// A helper that nobody else can call: the one 401 is reported at its caller.
func refuse(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code)
}

// Ready asks for credentials.
func Ready(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		refuse(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: refuse in Ready sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
	if r.Header.Get("X-Key") == "" {
		refuse(w, http.StatusNotFound)
	}
}
