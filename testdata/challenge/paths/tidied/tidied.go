// Package tidied hands the response to code that can't be seen, and answers it
// afterwards.
package tidied

import "net/http"

type session interface {
	Clear(w http.ResponseWriter)
	Greet(w http.ResponseWriter)
	Load(w http.ResponseWriter, r *http.Request)
}

type site struct{ session session }

// It is given nothing to judge by, and returns nothing, and elsewhere a 204
// follows it: it only tidies up.
func (s *site) inbox(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.session.Clear(w)
		http.Error(w, "log in", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*site\)\.inbox sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *site) leave(w http.ResponseWriter, r *http.Request) {
	s.session.Clear(w)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

// Silent: nothing tells it from one that sets the challenge.
func (s *site) outbox(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.session.Greet(w)
		http.Error(w, "log in", http.StatusUnauthorized)
	}
}

// Silent: it is given the request, and may have answered it.
func (s *site) drafts(w http.ResponseWriter, r *http.Request) {
	s.session.Load(w, r)
	http.Error(w, "log in", http.StatusUnauthorized)
}

// What is answered after it here is no status of its own.
func (s *site) trash(w http.ResponseWriter, r *http.Request) {
	s.session.Load(w, r)
	w.WriteHeader(http.StatusNoContent)
}
