package app

import (
	"net/http"

	"authstatus.test/challenge/importers/both"
)

// The helper's own package reports it.
func serve(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		both.Deny(w, http.StatusUnauthorized)
	}
}

// But not a status that it does not send itself.
func proxy(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		both.Deny(w, http.StatusProxyAuthRequired) // want `^407 \[missing-challenge\]: both\.Deny in proxy sends no Proxy-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.8\)$`
	}
}
