// Package promoted has literals whose keys are promoted fields.
package promoted

import (
	"errors"
	"fmt"
	"net/http"
)

type base struct {
	Code      int
	Challenge string
}

type meta struct{ base }

// Error carries its status two structs deep.
type Error struct {
	meta
	Op string
}

func (e *Error) Error() string { return e.Op }

func direct(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		e := &Error{Code: http.StatusUnauthorized, Op: "read"}
		http.Error(w, e.Op, e.Code) // want `^401 \[missing-challenge\]: http\.Error in direct sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func spelledOut(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		e := &Error{meta: meta{base: base{Code: http.StatusUnauthorized}}, Op: "read"}
		http.Error(w, e.Op, e.Code) // want `^401 \[missing-challenge\]: http\.Error in spelledOut sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func teapot(w http.ResponseWriter, r *http.Request) {
	e := Error{Code: http.StatusTeapot}
	w.WriteHeader(e.Code)
}

// A literal among others, whose type is not written.
func listed(w http.ResponseWriter, r *http.Request) {
	es := []*Error{{Code: http.StatusUnauthorized}}
	for _, e := range es {
		w.WriteHeader(e.Code) // want `^401 \[missing-challenge\]: w\.WriteHeader in listed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// write sets the challenge that an answer has.
func (b base) write(w http.ResponseWriter) {
	if b.Challenge != "" {
		w.Header().Set("WWW-Authenticate", b.Challenge)
	}
	w.WriteHeader(b.Code)
}

type answer struct {
	base
	text string
}

// The promoted key holds the challenge.
func challenged(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		a := answer{Code: http.StatusUnauthorized, Challenge: `Bearer realm="api"`}
		if a.Challenge != "" {
			w.Header().Set("WWW-Authenticate", a.Challenge)
		}
		w.WriteHeader(a.Code)
	}
}

func challengedByMethod(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		answer{Code: http.StatusUnauthorized, Challenge: `Bearer realm="api"`}.write(w)
	}
}

func bare(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Key") == "" {
		a := answer{Code: http.StatusUnauthorized}
		if a.Challenge != "" {
			w.Header().Set("WWW-Authenticate", a.Challenge)
		}
		w.WriteHeader(a.Code) // want `^401 \[missing-challenge\]: w\.WriteHeader in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// A Handler returns its error.
type Handler func(r *http.Request) error

func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h(r)
	if e, ok := errors.AsType[*Error](err); ok {
		http.Error(w, e.Op, e.Code) // want `^401 \[missing-challenge\]: http\.Error in Handler\.ServeHTTP sends no WWW-Authenticate, from 2 places \([^)]*\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

func read(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Error{Code: http.StatusUnauthorized, Op: "read"}
	}
	return nil
}

func write(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return fmt.Errorf("write: %w", &Error{meta: meta{base: base{Code: http.StatusUnauthorized}}})
	}
	return nil
}

var _, _ = Handler(read), Handler(write)
