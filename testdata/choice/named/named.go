// Package named has functions whose results have names, and that return without
// saying what: what they give is what was assigned last.
package named

import (
	"errors"
	"net/http"
)

type Account struct {
	ID    string
	Chief bool
}

type keeper interface {
	Verify(token string) (*Account, error)
}

type store struct{ k keeper }

var errChief = errors.New("chiefs only")

func (s *store) caller(r *http.Request) (a *Account, err error) {
	token := r.Header.Get("Authorization")
	if token == "" {
		err = errors.New("nothing")
		return
	}
	a, err = s.k.Verify(token)
	return
}

func (s *store) Show(w http.ResponseWriter, r *http.Request) {
	a, err := s.caller(r)
	if err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: no Authorization header was sent \(err from s\.caller, line 34\), so the caller is not authenticated: respond 401 with a challenge`
		return
	}
	if !a.Chief {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Chief, line 39\): respond 403`
		return
	}
}

// chief gives only what is lacking to a caller who is known.
func chief(a *Account) (ok bool, err error) {
	ok = a.Chief
	if !ok {
		err = errChief
	}
	return
}

// A helper that fails for several reasons: silent.
func (s *store) allowed(r *http.Request) (err error) {
	a, failed := s.caller(r)
	if failed != nil {
		err = failed
		return
	}
	if ok, _ := chief(a); !ok {
		err = errChief
		return
	}
	return
}

func (s *store) Edit(w http.ResponseWriter, r *http.Request) {
	if err := s.allowed(r); err != nil {
		http.Error(w, "no", http.StatusForbidden)
	}
}
