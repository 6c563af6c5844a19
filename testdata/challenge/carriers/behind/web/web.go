// Package web answers errors that a package behind an interface makes, by the
// status that they know: those that a method of that name returns.
package web

import (
	"context"
	"errors"
	"net/http"

	"authstatus.test/challenge/carriers/behind/feed"
)

type source interface {
	Entries(ctx context.Context, max int) ([]string, error)
	Rename(ctx context.Context, name string) error
	Drop(ctx context.Context, name string) error
}

type server struct{ from source }

// Serve starts the server.
func Serve() error {
	s := &server{feed.Source{}}
	http.HandleFunc("/list", s.list)
	http.HandleFunc("/all", s.all)
	http.HandleFunc("/name", s.name)
	http.HandleFunc("/drop", s.drop)
	return http.ListenAndServe("127.0.0.1:0", nil)
}

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	names, err := s.from.Entries(r.Context(), 10)
	if err != nil {
		if f, ok := err.(interface{ StatusCode() int }); ok {
			http.Error(w, "failed", f.StatusCode()) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.list sends no WWW-Authenticate, chosen in feed/feed\.go:28: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	for _, name := range names {
		w.Write([]byte(name))
	}
}

func (s *server) all(w http.ResponseWriter, r *http.Request) {
	if _, err := s.from.Entries(r.Context(), 0); err != nil {
		w.WriteHeader(code(err)) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.all sends no WWW-Authenticate, chosen in feed/feed\.go:28: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func code(err error) int {
	var f interface{ StatusCode() int }
	if errors.As(err, &f) && f.StatusCode() > 0 {
		return f.StatusCode()
	}
	return http.StatusInternalServerError
}

// No method that is so called returns a 401: silent.
func (s *server) name(w http.ResponseWriter, r *http.Request) {
	if err := s.from.Rename(r.Context(), r.URL.Path); err != nil {
		w.WriteHeader(code(err))
	}
}

// One does, but has another signature: silent.
func (s *server) drop(w http.ResponseWriter, r *http.Request) {
	if err := s.from.Drop(r.Context(), r.URL.Path); err != nil {
		if f, ok := err.(interface{ StatusCode() int }); ok {
			w.WriteHeader(f.StatusCode())
		}
	}
}
