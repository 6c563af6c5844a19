package app

import (
	"net/http"

	"authstatus.test/challenge/importers/generated"
)

// The helper's own package reports it.
func deny(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		generated.Deny(w, http.StatusUnauthorized)
	}
}

func reply(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		generated.Reply(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: generated\.Reply in reply sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func plain(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		generated.Plain(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: generated\.Plain in plain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}
