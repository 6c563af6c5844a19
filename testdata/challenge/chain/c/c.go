// Package c is the third of the chain; it chooses a status once.
package c

import (
	"net/http"

	"authstatus.test/challenge/chain/a"
	"authstatus.test/challenge/chain/b"
)

// Fail passes its status on.
func Fail(w http.ResponseWriter, status int) {
	b.Fail(w, status, http.StatusText(status))
}

// FailChallenged passes it on to the responder that adds the challenge.
func FailChallenged(w http.ResponseWriter, status int) {
	b.FailChallenged(w, status)
}

// LoginRequired chooses 401: this is the last package that can tell, so it is
// reported here and not in d.
func LoginRequired(w http.ResponseWriter) {
	b.Fail(w, http.StatusUnauthorized, "login required") // want `401 \[missing-challenge\]: b\.Fail in LoginRequired sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// LoginRequiredChallenged chooses 401 and sets the challenge first.
func LoginRequiredChallenged(w http.ResponseWriter) {
	b.Challenge(w)
	b.Fail(w, http.StatusUnauthorized, "login required")
}

// Challenge sets the challenge two hops on.
func Challenge(w http.ResponseWriter) {
	b.Challenge(w)
}

// New returns a responder of package a, which importers of c need not import.
func New(w http.ResponseWriter) *a.Responder {
	return b.New(w)
}

// NotFound chooses a status that asks for no challenge.
func NotFound(w http.ResponseWriter) {
	b.Fail(w, http.StatusNotFound, "not found")
}
