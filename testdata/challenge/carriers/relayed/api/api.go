// Package api answers by two other packages, of which the second asks for an
// interface without a name.
package api

import (
	"net/http"

	"authstatus.test/challenge/carriers/relayed/relay"
)

type refusal struct{ status int }

func (r *refusal) Error() string   { return http.StatusText(r.status) }
func (r *refusal) HTTPStatus() int { return r.status }

func direct(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		relay.Fail(w, r, &refusal{http.StatusUnauthorized}) // want `401 \[missing-challenge\]: relay\.Fail in direct sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func below(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		relay.Fall(w, r, &refusal{http.StatusUnauthorized}) // want `401 \[missing-challenge\]: relay\.Fall in below sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func challenged(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="relayed"`)
		relay.Fail(w, r, &refusal{http.StatusUnauthorized})
		return
	}
	relay.Fall(w, r, &refusal{http.StatusTeapot})
}
