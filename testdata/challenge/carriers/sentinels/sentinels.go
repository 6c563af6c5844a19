// Package sentinels asks which error a call gave, in mappers that its handlers share:
// only some of the calls can give the ones that become 401.
package sentinels

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"authstatus.test/challenge/carriers/sentinels/members"
	"authstatus.test/challenge/carriers/sentinels/shelf"
)

var errKey = errors.New("wrong key")

func statusOf(err error) int {
	var denied *members.Denied
	switch {
	case errors.Is(err, members.ErrPassword), errors.Is(err, errKey):
		return http.StatusUnauthorized
	case errors.As(err, &denied):
		return http.StatusUnauthorized
	case errors.Is(err, shelf.ErrMissing):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

type server struct {
	book  *members.Book
	shelf *shelf.Shelf
	key   string
	last  error
}

// What a library gives of the body alone is none of the module's errors.
func (s *server) decode(w http.ResponseWriter, r *http.Request) {
	var v struct{ Name string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&v); err != nil {
		http.Error(w, err.Error(), statusOf(err))
	}
}

// Nor is one of a library that is handed plain values.
func (s *server) remove(w http.ResponseWriter, r *http.Request) {
	if err := os.Remove(r.PathValue("name")); err != nil {
		http.Error(w, err.Error(), statusOf(err))
	}
}

// A package that gives others.
func (s *server) find(w http.ResponseWriter, r *http.Request) {
	thing, err := s.shelf.Find(r.PathValue("name"))
	if err != nil {
		err = fmt.Errorf("find: %w", err)
		http.Error(w, err.Error(), statusOf(err))
		return
	}
	io.WriteString(w, thing)
}

// A function that gives others, of the package that has them.
func (s *server) rename(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Rename(r.PathValue("from"), r.PathValue("to")); err != nil {
		http.Error(w, err.Error(), statusOf(err))
	}
}

// Functions of this package that give none of them.
func (s *server) pair(w http.ResponseWriter, r *http.Request) {
	if err := s.both(r.PathValue("from"), r.PathValue("to")); err != nil {
		http.Error(w, err.Error(), statusOf(err))
	}
}

func (s *server) both(names ...string) (err error) {
	for _, name := range names {
		if _, err = s.shelf.Find(name); err != nil {
			return err
		}
	}
	return nil
}

// One that may.
func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Enter(r.FormValue("name"), r.FormValue("password")); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.enter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// One whose error wraps it.
func (s *server) lock(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Lock(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.lock sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// One of the type that is asked for.
func (s *server) refuse(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Refuse(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// One that asks an interface may give any.
func (s *server) ask(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Ask(r.FormValue("name")); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.ask sends no WWW-Authenticate, from 2 places \(lines 24, 26\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

// So may one that was kept.
func (s *server) state() error { return s.last }

func (s *server) health(w http.ResponseWriter, r *http.Request) {
	if err := s.state(); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.health sends no WWW-Authenticate, from 2 places \(lines 24, 26\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

// What a function gives that another package, or a library, is handed is its own.
func (s *server) check(name string) error {
	if name != s.key {
		return errKey
	}
	return nil
}

func (s *server) each(w http.ResponseWriter, r *http.Request) {
	if err := s.book.Each(s.check); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.each sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func (s *server) walk(w http.ResponseWriter, r *http.Request) {
	err := filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return s.check(path)
	})
	if err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.walk sends no WWW-Authenticate, from 2 places \(lines 24, 26\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

func (s *server) count(w http.ResponseWriter, r *http.Request) {
	n := 0
	if err := s.book.Each(func(string) error { n++; return nil }); err != nil {
		http.Error(w, err.Error(), statusOf(err))
	}
	fmt.Fprintln(w, n)
}

// So is what a library gives that calls back a method.
type keyed struct{ Key string }

func (k *keyed) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errKey
	}
	k.Key = string(text)
	return nil
}

func (s *server) read(w http.ResponseWriter, r *http.Request) {
	var v struct{ Key keyed }
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.read sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// A reader of the module's may fail as it likes.
type guarded struct {
	io.Reader
	open bool
}

func (g guarded) Read(p []byte) (int, error) {
	if !g.open {
		return 0, errKey
	}
	return g.Reader.Read(p)
}

func (s *server) pour(w http.ResponseWriter, r *http.Request) {
	if _, err := io.ReadAll(guarded{r.Body, s.key != ""}); err != nil {
		http.Error(w, err.Error(), statusOf(err)) // want `^401 \[missing-challenge\]: http\.Error in \(\*server\)\.pour sends no WWW-Authenticate, from 2 places \(lines 24, 26\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

// Routes hands out the handlers.
func Routes(mux *http.ServeMux, key string) {
	s := &server{book: &members.Book{}, shelf: &shelf.Shelf{}, key: key}
	s.last = s.check("")
	for path, h := range map[string]http.HandlerFunc{
		"/decode": s.decode, "/remove": s.remove, "/find": s.find, "/rename": s.rename, "/pair": s.pair,
		"/enter": s.enter, "/lock": s.lock, "/refuse": s.refuse, "/ask": s.ask, "/health": s.health,
		"/each": s.each, "/walk": s.walk, "/count": s.count, "/read": s.read, "/pour": s.pour,
	} {
		mux.HandleFunc(path, h)
	}
}
