// Package proved has helpers that check credentials and give whose they were.
package proved

import (
	"net/http"
	"strings"
)

type passwords interface {
	Holds(user, password string) bool
}

type Store struct {
	Off, Private bool
	Field        string
	file         passwords
}

// Whose a password is is known where it was right.
func (s *Store) whose(r *http.Request) (string, bool) {
	name, password, ok := r.BasicAuth()
	if !ok || !s.file.Holds(name, password) {
		return "", false
	}
	return name, true
}

// So it is where nobody is asked, or a proxy has asked.
func (s *Store) either(r *http.Request) (name string, ok bool) {
	switch {
	case s.Off:
		return name, true
	case s.Field != "":
		if name = r.Header.Get(s.Field); name == "" {
			return "", false
		}
	default:
		var password string
		name, password, ok = r.BasicAuth()
		if !ok || !s.file.Holds(name, password) {
			return "", false
		}
	}
	return name, true
}

// What only takes a token out of its field has asked nobody.
func token(r *http.Request) (string, bool) {
	parts := strings.Fields(r.Header.Get("Authorization"))
	if len(parts) != 2 {
		return "", false
	}
	return parts[1], true
}

func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic realm="store"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func (s *Store) Own(w http.ResponseWriter, r *http.Request) {
	who, ok := s.whose(r)
	if !ok {
		deny(w)
		return
	}
	folder := strings.Split(r.URL.Path, "/")
	if len(folder) == 0 || folder[0] != who {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(folder\[0\] != who, line 68\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Store) Numbers(w http.ResponseWriter, r *http.Request) {
	who, ok := s.either(r)
	if !ok {
		deny(w)
		return
	}
	if s.Private && who != "counter" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(who != "counter", line 81\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func Fixed(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		got, ok := token(r)
		if !ok || got != secret {
			deny(w)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

func FixedForbidden(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		got, ok := token(r)
		if !ok {
			deny(w)
			return
		}
		if got != secret {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(got != secret, line 106\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}
}

// A part of the server that is not there, told by a helper that else lets pass.

type Refusal struct {
	Status int
	Text   string
}

func (r *Refusal) Error() string { return r.Text }

var errOff = &Refusal{http.StatusUnauthorized, "accounts are kept elsewhere"} // want `401 \[want-403\]: the endpoint is switched off \(a\.authService, line 132\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`

type AuthService interface{ Accounts() []string }

type API struct{ authService AuthService }

func New(s AuthService) *API { return &API{authService: s} }

func (a *API) accounts() error {
	if a.authService == nil {
		return errOff
	}
	return nil
}

func (a *API) List(w http.ResponseWriter, r *http.Request) {
	if err := a.accounts(); err != nil {
		if e, ok := err.(*Refusal); ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
			w.WriteHeader(e.Status)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}
