// Package stores has interfaces that are given a response, and what implements them.
package stores

import (
	"errors"
	"net/http"
)

// A Store finds out whose session a request belongs to. Two implement it, and both
// leave the header of a challenge alone.
type Store interface {
	Session(w http.ResponseWriter, r *http.Request) (string, error)
}

type cookies struct{ known map[string]string }

func (s *cookies) Session(w http.ResponseWriter, r *http.Request) (string, error) {
	c, err := r.Cookie("session")
	if err != nil {
		return "", err
	}
	user := s.known[c.Value]
	if user == "" {
		http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1})
		return "", errors.New("no session")
	}
	return user, nil
}

type tickets struct{ find func(string) string }

func (t tickets) Session(w http.ResponseWriter, r *http.Request) (string, error) {
	user := t.find(r.Header.Get("X-Ticket"))
	if user == "" {
		return "", errors.New("no ticket")
	}
	w.Header().Set("Cache-Control", "private")
	return user, nil
}

func New(known map[string]string, find func(string) string) Store {
	if find != nil {
		return tickets{find}
	}
	return &cookies{known}
}

// A Gate asks for credentials itself, in one of two ways.
type Gate interface {
	Open(w http.ResponseWriter, r *http.Request) bool
}

type basic struct{ password string }

func (b basic) Open(w http.ResponseWriter, r *http.Request) bool {
	_, p, _ := r.BasicAuth()
	if p != b.password {
		w.Header().Set("WWW-Authenticate", `Basic realm="gate"`)
		return false
	}
	return true
}

type hinted struct{ token string }

func (h hinted) Open(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("Cache-Control", "no-store")
	return r.Header.Get("Authorization") == "Bearer "+h.token
}

func NewGate(password, token string) Gate {
	if token != "" {
		return hinted{token}
	}
	return basic{password}
}

// A Door has nothing but a stub here: others open it elsewhere.
type Door interface {
	Open(w http.ResponseWriter, r *http.Request) bool
}

type Ajar struct{}

func (Ajar) Open(_ http.ResponseWriter, _ *http.Request) bool { return true }
