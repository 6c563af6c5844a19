// Package web knows its users by a session cookie and by nothing else: one
// finding for the package.
package web

import (
	"fmt"
	"net/http"
)

type site struct {
	sessions map[string]string
}

func (s *site) user(r *http.Request) (string, bool) {
	ck, err := r.Cookie("session")
	if err != nil {
		return "", false
	}
	u, ok := s.sessions[ck.Value]
	return u, ok
}

// The first responder carries the finding.
func (s *site) profile(w http.ResponseWriter, r *http.Request) {
	u, ok := s.user(r)
	if !ok {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[session-challenge\]: this package reads nothing but a session cookie and sends 401 from 3 places \(lines 27, 36, 43\) without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
		return
	}
	fmt.Fprintln(w, u)
}

// The second is counted.
func (s *site) settings(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.user(r); !ok {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// So is the third.
func (s *site) avatar(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.user(r); !ok {
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}

// A redirect to the login is one of the ways out.
func (s *site) index(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.user(r); !ok {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}

// A private scheme is another; it is not counted.
func (s *site) notifications(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.user(r); !ok {
		w.Header().Set("WWW-Authenticate", `Session realm="site"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}
