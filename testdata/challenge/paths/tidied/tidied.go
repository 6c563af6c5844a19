// Package tidied hands the response to code that can't be seen, and answers it
// afterwards.
package tidied

import "net/http"

type session interface {
	Clear(w http.ResponseWriter)
	Challenge(w http.ResponseWriter)
	Load(w http.ResponseWriter, r *http.Request)
}

type site struct{ session session }

// It is given nothing to judge by, and returns nothing: it only tidies up.
func (s *site) inbox(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.session.Clear(w)
		http.Error(w, "log in", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*site\)\.inbox sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Silent: its name says that it sets the header.
func (s *site) outbox(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.session.Challenge(w)
		http.Error(w, "log in", http.StatusUnauthorized)
	}
}

// Silent: it is given the request, and may have answered it.
func (s *site) drafts(w http.ResponseWriter, r *http.Request) {
	s.session.Load(w, r)
	http.Error(w, "log in", http.StatusUnauthorized)
}
