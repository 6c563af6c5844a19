// Package mixed reads a session cookie, and Basic credentials in another
// file: a registered scheme fits, so every 401 is reported by itself.
package mixed

import "net/http"

type site struct {
	sessions map[string]string
}

// A cookie, and a 401 without a challenge.
func (s *site) inbox(w http.ResponseWriter, r *http.Request) {
	ck, err := r.Cookie("session")
	if err != nil || s.sessions[ck.Value] == "" {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*site\)\.inbox sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// The second is reported as well.
func (s *site) outbox(w http.ResponseWriter, r *http.Request) {
	ck, err := r.Cookie("session")
	if err != nil || s.sessions[ck.Value] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*site\)\.outbox sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}
