// Package gorilla keeps its session in gorilla/sessions, which reads the cookie.
package gorilla

import (
	"net/http"

	"github.com/gorilla/mux"
	"github.com/gorilla/sessions"
)

type shop struct {
	store sessions.Store
}

// The finding of the package.
func (s *shop) cart(w http.ResponseWriter, r *http.Request) {
	sess, err := s.store.Get(r, "shop")
	if err != nil || sess.Values["user"] == nil {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[session-challenge\]: this package reads nothing but a session cookie and sends 401 from 2 places \(lines 19, 29\) without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// The second place.
func (s *shop) checkout(w http.ResponseWriter, r *http.Request) {
	sess, _ := s.store.Get(r, "shop")
	if _, ok := sess.Values["user"].(string); !ok {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	sess.Values["cart"] = nil
	if err := sess.Save(r, w); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// Routes registers the handlers.
func Routes(key []byte) http.Handler {
	s := &shop{store: sessions.NewCookieStore(key)}
	r := mux.NewRouter()
	r.HandleFunc("/cart", s.cart)
	r.HandleFunc("/checkout", s.checkout)
	return r
}
