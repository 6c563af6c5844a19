// Package carrier reads a session cookie and chooses 401 in one place, which
// two handlers send: one place.
package carrier

import (
	"errors"
	"net/http"
)

var sessions = map[string]string{}

type httpError struct{ status int }

func (e *httpError) Error() string { return http.StatusText(e.status) }

// A cookie for protection against forged forms is no session.
func forged(r *http.Request) bool {
	ck, err := r.Cookie("csrf_token")
	return err != nil || ck.Value != r.Header.Get("X-CSRF-Token")
}

func user(r *http.Request) (string, error) {
	ck, err := r.Cookie("session")
	if err != nil || sessions[ck.Value] == "" {
		return "", &httpError{http.StatusUnauthorized}
	}
	return sessions[ck.Value], nil
}

// The first handler.
func Profile(w http.ResponseWriter, r *http.Request) {
	_, err := user(r)
	var he *httpError
	if errors.As(err, &he) {
		w.WriteHeader(he.status) // want `401 \[session-challenge\]: this package reads nothing but a session cookie and sends 401 from 1 place without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
	}
}

// The second.
func Settings(w http.ResponseWriter, r *http.Request) {
	if forged(r) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	_, err := user(r)
	var he *httpError
	if errors.As(err, &he) {
		http.Error(w, he.Error(), he.status)
	}
}
