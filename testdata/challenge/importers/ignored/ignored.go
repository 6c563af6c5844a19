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

// Turn has two callers here, and each says that nothing is missing: the finding
// that would stand here is left out.
func Turn(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code)
}

// First asks for credentials.
func First(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Turn(w, http.StatusUnauthorized) //authstatus:ignore missing-challenge the gateway adds it
	}
	if r.Header.Get("X-Key") == "" {
		//authstatus:ignore missing-challenge the gateway adds it
		Turn(w, http.StatusUnauthorized)
	}
}

// Send has two callers here, and only one says so.
func Send(w http.ResponseWriter, code int) {
	http.Error(w, http.StatusText(code), code) // want `^401 \[missing-challenge\]: http\.Error in Send sends no WWW-Authenticate, from 2 places \(lines 69, 72\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
}

// Second asks for credentials.
func Second(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Send(w, http.StatusUnauthorized) //authstatus:ignore missing-challenge the gateway adds it
	}
	if r.Header.Get("X-Key") == "" {
		Send(w, http.StatusUnauthorized)
	}
}
