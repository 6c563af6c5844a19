// Package hop has another package read the credentials.
package hop

import (
	"net/http"

	"authstatus.test/challenge/proxy407/wire"
)

type hop struct{ want string }

func (h *hop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.may(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*hop\)\.ServeHTTP answers for want of Proxy-Authorization, which clients send only after 407 with Proxy-Authenticate: respond 407 with it \(RFC 9110 §15\.5\.8\)`
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (h *hop) may(r *http.Request) bool {
	who, err := wire.Hop(r)
	return err == nil && who == h.want
}

func (h *hop) origin(w http.ResponseWriter, r *http.Request) {
	if who, err := wire.Origin(r); err != nil || who != h.want {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*hop\)\.origin sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}
