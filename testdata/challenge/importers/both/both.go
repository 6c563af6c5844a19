// Package both sends 401 from two places through its helper: the finding stands
// in the helper, where one edit mends the importers' calls too.
package both

import "net/http"

func write(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code) // want `^401 \[missing-challenge\]: http\.Error in write sends no WWW-Authenticate, from 2 places \(lines 17, 24\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
}

// Deny answers with a status of the caller's.
func Deny(w http.ResponseWriter, code int) { write(w, code) }

// Health asks for credentials.
func Health(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Deny(w, http.StatusUnauthorized)
	}
}

// Ready does too.
func Ready(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Deny(w, http.StatusUnauthorized)
	}
}
