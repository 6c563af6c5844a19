// Package use answers errors that are 401s, by the same ways of making one.
package use

import (
	"errors"
	"net/http"

	"authstatus.test/challenge/carriers/makers/fault"
)

func fail(w http.ResponseWriter, err error) {
	var f *fault.Fault
	if errors.As(err, &f) {
		w.WriteHeader(f.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in fail sends no WWW-Authenticate, from 2 places \(fault/fault\.go:20, fault/fault\.go:85\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	}
}

// Get meets each.
func Get(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/a":
		fail(w, fault.Unknown("who?"))
	case "/b":
		fail(w, fault.Refuse("no"))
	case "/c":
		fail(w, fault.Begin(fault.Anonymous).Say("who?").Done())
	case "/d":
		fail(w, fault.SignIn("who?"))
	}
}
