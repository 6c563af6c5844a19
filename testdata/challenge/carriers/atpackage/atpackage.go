// Package atpackage keeps handlers that return errors in package-level variables.
package atpackage

import (
	"errors"
	"net/http"
)

// Refusal carries a status.
type Refusal struct{ Code int }

func (r *Refusal) Error() string { return http.StatusText(r.Code) }

// A Handler returns its error.
type Handler func(r *http.Request) error

func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var f *Refusal
	if err := h(r); errors.As(err, &f) {
		http.Error(w, f.Error(), f.Code) // want `401 \[missing-challenge\]: http\.Error in Handler\.ServeHTTP sends no WWW-Authenticate, from 2 places \(lines 26, 30\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
}

// Get is a literal, and put is called by one.
var Get = Handler(func(r *http.Request) error {
	return &Refusal{http.StatusUnauthorized}
})

func put(r *http.Request) error {
	return &Refusal{http.StatusUnauthorized}
}

// All are the handlers.
var All = map[string]http.Handler{
	"get": Get,
	"put": Handler(func(r *http.Request) error { return put(r) }),
}
