// Package owners compares what is asked for with who asks: in helpers whose
// failure, error or answer decides elsewhere.
package owners

import (
	"context"
	"errors"
	"net/http"
)

type Order struct{ Owner string }

type User struct{ Name string }

type key struct{}

// The type under a key says what is kept there.
func asking(r *http.Request) *User {
	u, _ := r.Context().Value(key{}).(*User)
	return u
}

type store interface {
	Find(ctx context.Context, id string) (*Order, error)
}

type server struct{ orders store }

func mine(o *Order, u *User) bool { return o.Owner == u.Name }

func check(o *Order, u *User) error {
	if o.Owner == u.Name {
		return nil
	}
	return errors.New("sorry")
}

func (s *server) answer(w http.ResponseWriter, r *http.Request) {
	o, err := s.orders.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if !mine(o, asking(r)) {
		http.Error(w, "sorry", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(mine, line 44\): respond 403`
		return
	}
	if err := check(o, asking(r)); err != nil {
		http.Error(w, "sorry", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(err from check, line 48\): respond 403`
		return
	}
}

// Of a failure with several reasons nothing says which it was.
func (s *server) load(r *http.Request) (*Order, error) {
	o, err := s.orders.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return o, check(o, asking(r))
}

func (s *server) several(w http.ResponseWriter, r *http.Request) {
	if _, err := s.load(r); err != nil {
		http.Error(w, "sorry", http.StatusUnauthorized)
	}
}

// What is kept under a key may be no caller.
type Setting struct{ Name string }

func setting(r *http.Request) *Setting {
	s, _ := r.Context().Value(key{}).(*Setting)
	return s
}

func (s *server) other(w http.ResponseWriter, r *http.Request) {
	o, err := s.orders.Find(r.Context(), r.PathValue("id"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if o.Owner != setting(r).Name {
		http.Error(w, "sorry", http.StatusUnauthorized)
	}
}

// Nobody is there.
func (s *server) nobody(w http.ResponseWriter, r *http.Request) {
	u, ok := r.Context().Value(key{}).(*User)
	if !ok {
		http.Error(w, "sorry", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(r\.Context\(\)\.Value\(key\{\}\)\.\(\*User\), line 90\), so the caller is not authenticated: respond 401 with a challenge`
		return
	}
	_ = u
}
