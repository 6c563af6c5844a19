package app

import (
	"net/http"

	"authstatus.test/challenge/importers/carried"
)

func answer(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		carried.Answer(w, &carried.Error{Code: http.StatusUnauthorized}) // want `^401 \[missing-challenge\]: carried\.Answer in answer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func check(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &carried.Refusal{Status: http.StatusUnauthorized} // want `^401 \[missing-challenge\]: carried\.Refusal{…} in check sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)$`
	}
	return nil
}

var _ = carried.Handler(check)
