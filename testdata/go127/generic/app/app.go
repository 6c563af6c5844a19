package app

import (
	"net/http"

	"authstatus.test/go127/generic"
)

func fail(w http.ResponseWriter, r *http.Request, b *generic.Box[string]) {
	if r.Header.Get("Authorization") == "" {
		b.Fail(w, http.StatusUnauthorized, 1) // want `^401 \[missing-challenge\]: b\.Fail in fail sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func plain(w http.ResponseWriter, r *http.Request, b *generic.Box[string]) {
	if r.Header.Get("Authorization") == "" {
		b.Plain(w, http.StatusUnauthorized)
	}
}
