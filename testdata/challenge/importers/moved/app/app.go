package app

import (
	"net/http"

	"authstatus.test/challenge/importers/moved"
)

func serve(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		moved.Deny(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: moved\.Deny in serve sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func teapot(w http.ResponseWriter, r *http.Request) {
	moved.Deny(w, http.StatusTeapot)
}
