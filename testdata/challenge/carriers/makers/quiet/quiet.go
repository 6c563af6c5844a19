// Package quiet answers errors of which none is a 401: silent.
package quiet

import (
	"errors"
	"net/http"

	"authstatus.test/challenge/carriers/makers/fault"
)

func fail(w http.ResponseWriter, err error) {
	var f *fault.Fault
	if errors.As(err, &f) {
		w.WriteHeader(f.Status)
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

func answer(w http.ResponseWriter, f *fault.Fault) { http.Error(w, f.Text, f.Status) }

// Get meets each way of making one.
func Get(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/a":
		answer(w, fault.Broken("broken"))
	case "/b":
		answer(w, fault.Wrap(errors.New("no")))
	case "/c":
		fail(w, fault.Lost("lost"))
	case "/d":
		fail(w, fault.Crash("crash", nil))
	case "/e":
		answer(w, fault.With("plain"))
	case "/f":
		fail(w, fault.Begin(fault.Missing).Say("missing").Done())
	case "/g":
		fail(w, broken("there"))
	}
}

// A constructor of this package.
func broken(text string) error { return fault.Broken("broken: " + text) }
