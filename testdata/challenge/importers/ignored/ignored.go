// Package ignored leaves findings out: each directive speaks of the statuses
// that this package chooses, and of no importer's.
package ignored

import "net/http"

func write(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code)
}

// Deny has one caller here.
func Deny(w http.ResponseWriter, code int) { write(w, code) }

// Health asks for credentials.
func Health(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Deny(w, http.StatusUnauthorized) //authstatus:ignore missing-challenge the gateway adds it
	}
}

// Refuse has two callers here, so that the finding stands in it.
func Refuse(w http.ResponseWriter, code int) {
	//authstatus:ignore missing-challenge the gateway adds it
	http.Error(w, http.StatusText(code), code)
}

// Ready asks for credentials.
func Ready(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Refuse(w, http.StatusUnauthorized)
	}
	if r.Header.Get("X-Key") == "" {
		Refuse(w, http.StatusUnauthorized)
	}
}

// Vouched adds the challenge where nobody sees it, for all callers.
//
//authstatus:challenges
func Vouched(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code)
}
