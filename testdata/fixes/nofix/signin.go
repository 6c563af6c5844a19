package nofix

import (
	"encoding/json"
	"net/http"
)

type signIn struct{ Name, Password string }

type session struct{ open bool }

func (s *session) start(f signIn, r *http.Request) error {
	if f.Password == r.Header.Get("X-Pepper") {
		return errAttempt
	}
	s.open = true
	return nil
}

func (s *session) status() int {
	if s.open {
		return http.StatusOK
	}
	return http.StatusUnauthorized
}

func (a *accounts) sessionOf(token string) *session { return &session{a.tokens[token] != ""} }

func (a *accounts) save(s *session) error {
	if len(a.secrets) == 0 {
		return errAttempt
	}
	return nil
}

// A login goes on with a session that a token names, if there is one: what is
// refused was typed, and so it is once the password has been handed on.
func (a *accounts) start(w http.ResponseWriter, r *http.Request) {
	var f signIn
	if err := json.NewDecoder(r.Body).Decode(&f); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s := a.sessionOf(token(r))
	if err := s.start(f, r); err != nil {
		if !s.open {
			w.WriteHeader(s.status()) // want `401 \[missing-challenge\]`
		}
		return
	}
	if err := a.save(s); err != nil {
		w.WriteHeader(s.status()) // want `401 \[missing-challenge\]`
		return
	}
	w.WriteHeader(s.status()) // want `401 \[missing-challenge\]`
}
