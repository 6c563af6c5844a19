// Package b is the second of the chain.
package b

import (
	"net/http"

	"authstatus.test/challenge/chain/a"
)

// Fail passes its status on.
func Fail(w http.ResponseWriter, status int, msg string) {
	w.Header().Set("X-Reason", msg)
	a.Send(w, status)
}

// FailChallenged passes it to the responder that adds the challenge.
func FailChallenged(w http.ResponseWriter, status int) {
	a.SendChallenged(w, status)
}

// Challenge sets the challenge one hop on.
func Challenge(w http.ResponseWriter) {
	a.Challenge(w.Header())
}

// New returns a responder of package a.
func New(w http.ResponseWriter) *a.Responder {
	return &a.Responder{W: w}
}
