// Package embedded has errors that carry their status in embedded structs.
package embedded

import (
	"errors"
	"fmt"
	"net/http"
)

// Base carries a status.
type Base struct {
	Code int
	Text string
}

type meta struct{ Base }

// Failure has it two structs deep.
type Failure struct {
	meta
	Op string
}

func (f *Failure) Error() string { return f.Op + ": " + f.Text }

// A Handler returns its error.
type Handler func(r *http.Request) error

func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var f *Failure
	if err := h(r); errors.As(err, &f) {
		http.Error(w, f.Text, f.Code) // want `^401 \[missing-challenge\]: http\.Error in Handler\.ServeHTTP sends no WWW-Authenticate, from 3 places \(lines 38, 44, 54\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

func get(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Failure{meta: meta{Base{Code: http.StatusUnauthorized}}, Op: "get"}
	}
	return nil
}

func put(r *http.Request) error {
	b := Base{http.StatusUnauthorized, "log in"}
	if r.Header.Get("Authorization") == "" {
		return fmt.Errorf("put: %w", &Failure{meta{b}, "put"})
	}
	return nil
}

func patch(r *http.Request) error {
	f := &Failure{Op: "patch"}
	if r.Header.Get("Authorization") == "" {
		f.Code = http.StatusUnauthorized
		return f
	}
	return nil
}

func head(r *http.Request) error { return &Failure{meta{Base{Code: http.StatusTeapot}}, "head"} }

var _, _, _, _ = Handler(get), Handler(put), Handler(patch), Handler(head)

// Pointed shares its status.
type Pointed struct{ *Base }

func (p Pointed) Error() string { return p.Text }

type pointedHandler func(r *http.Request) error

func (h pointedHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p, ok := h(r).(Pointed); ok {
		w.WriteHeader(p.Code) // want `^401 \[missing-challenge\]: w\.WriteHeader in pointedHandler\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func point(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return Pointed{&Base{Code: http.StatusUnauthorized}}
	}
	return nil
}

var _ = pointedHandler(point)

// Challenged carries its challenge too.
type Challenged struct {
	Base
	extra
}

type extra struct{ Challenge string }

func (c *Challenged) Error() string { return c.Text }

type challengedHandler func(r *http.Request) error

func (h challengedHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var c *Challenged
	if err := h(r); errors.As(err, &c) {
		if c.Challenge != "" {
			w.Header().Set("WWW-Authenticate", c.Challenge)
		}
		w.WriteHeader(c.Code)
	}
}

func challenge(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Challenged{Base{http.StatusUnauthorized, "log in"}, extra{`Bearer realm="api"`}}
	}
	return nil
}

var _ = challengedHandler(challenge)

// Other has a Base, and is answered by nobody.
type Other struct{ Base }

func (o *Other) Error() string { return o.Text }

func other(r *http.Request) error { return &Other{Base{Code: http.StatusUnauthorized}} }

var _ = Handler(other)

// A list that holds itself ends.
type list struct {
	*list
	Code int
}

func (l *list) Error() string { return "" }

func loop() error {
	a := &list{Code: http.StatusUnauthorized}
	a.list = &list{list: a}
	return a
}
