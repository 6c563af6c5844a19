// Package mixed reads a session cookie, and Basic credentials in another
// file: each 401 that refuses a cookie and nothing else is reported by itself.
package mixed

import "net/http"

type site struct {
	sessions map[string]string
}

// A cookie, and a 401 without a challenge.
func (s *site) inbox(w http.ResponseWriter, r *http.Request) {
	ck, err := r.Cookie("session")
	if err != nil || s.sessions[ck.Value] == "" {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[session-challenge\]: http\.Error in \(\*site\)\.inbox sends no WWW-Authenticate, and refuses nothing but a session cookie: name a private scheme, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
	}
}

// The second is reported as well.
func (s *site) outbox(w http.ResponseWriter, r *http.Request) {
	ck, err := r.Cookie("session")
	if err != nil || s.sessions[ck.Value] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[session-challenge\]: w\.WriteHeader in \(\*site\)\.outbox sends no WWW-Authenticate, and refuses nothing but a session cookie: name a private scheme, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
	}
}
