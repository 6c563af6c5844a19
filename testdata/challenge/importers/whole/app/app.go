package app

import (
	"net/http"

	"authstatus.test/challenge/importers/whole"
)

func serve(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		whole.Deny(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: whole\.Deny in serve sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}
