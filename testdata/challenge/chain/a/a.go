// Package a is the lowest of a chain of four: d calls c, c calls b, b calls a.
// Nothing in it knows a status, so nothing is reported here.
package a

import "net/http"

// Send answers with status.
func Send(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
}

// SendChallenged answers with status and a challenge when it is 401.
func SendChallenged(w http.ResponseWriter, status int) {
	if status == http.StatusUnauthorized {
		Challenge(w.Header())
	}
	w.WriteHeader(status)
}

// Challenge sets the challenge.
func Challenge(h http.Header) {
	h.Set("WWW-Authenticate", `Bearer realm="chain"`)
}

// Responder holds a writer.
type Responder struct {
	W http.ResponseWriter
}

// Fail answers with status.
func (r *Responder) Fail(status int) {
	Send(r.W, status)
}

// Deny answers 401 with a challenge.
func (r *Responder) Deny() {
	Challenge(r.W.Header())
	Send(r.W, http.StatusUnauthorized)
}
