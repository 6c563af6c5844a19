// Package web answers errors that a package behind an interface makes, by the
// status that they know: those that a method of that name returns.
package web

import (
	"context"
	"errors"
	"io"
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
	http.HandleFunc("/drop/all", s.dropAll)
	http.HandleFunc("/drop/one", s.dropOne)
	http.HandleFunc("/drop/other", s.dropOther)
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

// A helper that is called here alone is a part of its caller: silent too.
func (s *server) dropAll(w http.ResponseWriter, r *http.Request) {
	if err := s.from.Drop(r.Context(), "all"); err != nil {
		answerOnce(w, err)
	}
}

func answerOnce(w http.ResponseWriter, err error) {
	func() {
		if f, ok := err.(interface{ StatusCode() int }); ok {
			w.WriteHeader(f.StatusCode())
		}
	}()
}

// One that several call answers the errors of them all.
func answer(w http.ResponseWriter, err error, texts ...string) {
	if f, ok := err.(interface{ StatusCode() int }); ok {
		w.WriteHeader(f.StatusCode()) // want `401 \[missing-challenge\]: w\.WriteHeader in answer sends no WWW-Authenticate, from 2 places \(feed/feed\.go:28, feed/feed\.go:45\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
	for _, text := range texts {
		io.WriteString(w, text)
	}
}

func (s *server) dropOne(w http.ResponseWriter, r *http.Request) {
	if err := s.from.Drop(r.Context(), "one"); err != nil {
		answer(w, err, "failed")
	}
}

func (s *server) dropOther(w http.ResponseWriter, r *http.Request) {
	if err := s.from.Drop(r.Context(), "other"); err != nil {
		answer(w, err)
	}
}
