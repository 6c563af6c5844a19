// Package carried answers errors that carry a status.
package carried

import (
	"errors"
	"net/http"
)

// Error carries a status.
type Error struct{ Code int }

func (e *Error) Error() string { return http.StatusText(e.Code) }

func write(w http.ResponseWriter, err error) {
	var e *Error
	if errors.As(err, &e) {
		http.Error(w, e.Error(), e.Code)
	}
}

// Answer answers what a handler returns.
func Answer(w http.ResponseWriter, err error) { write(w, err) }

// Health asks for credentials.
func Health(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		Answer(w, &Error{http.StatusUnauthorized}) //authstatus:ignore missing-challenge the gateway adds it
	}
}

// A Refusal carries a status, and is answered by ServeHTTP alone.
type Refusal struct{ Status int }

func (e *Refusal) Error() string { return http.StatusText(e.Status) }

// A Handler returns its error.
type Handler func(r *http.Request) error

// ServeHTTP answers the error of a handler.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var e *Refusal
	if err := h(r); errors.As(err, &e) {
		w.WriteHeader(e.Status) //authstatus:ignore missing-challenge the gateway adds it
	}
}

func check(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Refusal{http.StatusUnauthorized}
	}
	return nil
}

var _ = Handler(check)
