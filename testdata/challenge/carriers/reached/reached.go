// Package reached asks calls for errors: each can return what it leads to, and no
// other error of the type.
package reached

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"authstatus.test/challenge/carriers/reached/stock"
)

type fault struct {
	status int
	text   string
	err    error
}

func (f fault) Error() string { return fmt.Sprintf("%s: %v", f.text, f.err) }

func (f fault) Unwrap() error { return f.err }

func newFault(status int, text string, err error) fault { return fault{status, text, err} }

// The 401s of the package leave here.
func page(w http.ResponseWriter, err error) {
	var f fault
	if errors.As(err, &f) {
		http.Error(w, f.text, f.status) // want `^401 \[missing-challenge\]: http\.Error in page sends no WWW-Authenticate, from 2 places \(lines 45, 74\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

// None leaves here: what its callers ask never returns one.
func reply(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[fault](err); ok {
		http.Error(w, f.text, f.status)
		return
	}
	http.Error(w, "failed", http.StatusInternalServerError)
}

func enter(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		page(w, newFault(http.StatusUnauthorized, "log in", nil))
	}
	if err := known(r); err != nil {
		page(w, err)
	}
}

type api struct {
	shelf *stock.Shelf
	from  stock.Source
	last  error
}

// Another package of the module, which knows no faults.
func (a *api) count(w http.ResponseWriter, r *http.Request) {
	if _, err := stock.Count(r.URL.Path); err != nil {
		reply(w, err)
	}
}

// A function in view that makes a fault, with another status.
func (a *api) get(w http.ResponseWriter, r *http.Request) {
	if _, err := a.find(r); err != nil {
		reply(w, err)
	}
}

func known(r *http.Request) error {
	if _, _, ok := r.BasicAuth(); !ok {
		return newFault(http.StatusUnauthorized, "who is there?", nil)
	}
	return nil
}

func (a *api) find(r *http.Request) (stock.Item, error) {
	n, err := stock.Count(r.URL.Path)
	if err != nil {
		return stock.Item{}, newFault(http.StatusNotFound, "not found", err)
	}
	if n > 100 {
		return stock.Item{}, errors.New("too many")
	}
	return stock.Item{}, fmt.Errorf("found nothing: %w", r.Context().Err())
}

// One whose package calls a function that it is handed.
func (a *api) within(w http.ResponseWriter, r *http.Request) {
	if err := stock.Within(func() error { return a.check(r) }); err != nil {
		answer(w, err)
	}
}

func (a *api) check(r *http.Request) error {
	if r.Header.Get("X-Key") == "" {
		return newFault(http.StatusUnauthorized, "no key", nil)
	}
	return nil
}

func answer(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[fault](err); ok {
		http.Error(w, f.text, f.status) // want `^401 \[missing-challenge\]: http\.Error in answer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// One that calls back a method, by an interface of its package.
type remote struct{ token string }

func (m *remote) Load(ctx context.Context, name string) (stock.Item, error) {
	if m.token == "" {
		return stock.Item{}, newFault(http.StatusUnauthorized, "no token", nil)
	}
	return stock.Item{Name: name}, nil
}

func (a *api) load(w http.ResponseWriter, r *http.Request) {
	if _, err := a.shelf.Find(r.Context(), r.URL.Path); err != nil {
		tell(w, err)
	}
}

func tell(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[fault](err); ok {
		http.Error(w, f.text, f.status) // want `^401 \[missing-challenge\]: http\.Error in tell sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// An error that was kept may be any.
func (a *api) keep(r *http.Request) { a.last = a.check(r) }

func (a *api) state() error { return a.last }

func (a *api) health(w http.ResponseWriter, r *http.Request) {
	if err := a.state(); err != nil {
		show(w, err)
	}
}

func show(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[fault](err); ok {
		http.Error(w, f.text, f.status) // want `^401 \[missing-challenge\]: http\.Error in show sends no WWW-Authenticate, from 2 places \(lines 99, 115\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	}
}

// Routes hands out the handlers.
func Routes(mux *http.ServeMux, token string) {
	a := &api{shelf: stock.New(&remote{token})}
	mux.HandleFunc("/enter", enter)
	mux.HandleFunc("/count", a.count)
	mux.HandleFunc("/get", a.get)
	mux.HandleFunc("/within", a.within)
	mux.HandleFunc("/load", a.load)
	mux.HandleFunc("/health", a.health)
}
