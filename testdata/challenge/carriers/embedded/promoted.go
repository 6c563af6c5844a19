package embedded

import (
	"errors"
	"net/http"
)

// The status comes from a method of the embedded struct, which an interface asks.

type numbered struct{ number int }

func (n numbered) StatusCode() int { return n.number }

type Refusal struct {
	numbered
	why string
}

func (r *Refusal) Error() string { return r.why }

type Bare struct{ *numbered }

func (Bare) Error() string { return "bare" }

type coded interface {
	error
	StatusCode() int
}

func askedFor(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Refusal{numbered{http.StatusUnauthorized}, "no token"}
	}
	return nil
}

func ByInterface(w http.ResponseWriter, r *http.Request) {
	if err := askedFor(r); err != nil {
		var c coded
		if errors.As(err, &c) {
			http.Error(w, c.Error(), c.StatusCode()) // want `401 \[missing-challenge\]: http\.Error in ByInterface sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}
}

func Declared(w http.ResponseWriter, r *http.Request) {
	var c coded = Bare{&numbered{http.StatusUnauthorized}}
	w.WriteHeader(c.StatusCode()) // want `401 \[missing-challenge\]: w\.WriteHeader in Declared sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Conflicting(w http.ResponseWriter, r *http.Request) {
	var c coded = &Refusal{numbered{http.StatusConflict}, "no token"}
	w.WriteHeader(c.StatusCode())
}
