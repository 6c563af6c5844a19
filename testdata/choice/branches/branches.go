// Package branches has helpers that set their error in a branch and return it at
// the end, or return it there: it says the same.
package branches

import (
	"errors"
	"net/http"
)

type pair struct{ name, word string }

var errAgain = errors.New("another time")

func set(r *http.Request) (p pair, err error) {
	var ok bool
	if p.name, p.word, ok = r.BasicAuth(); !ok {
		err = errAgain
	}
	return
}

func given(r *http.Request) (pair, error) {
	var p pair
	var ok bool
	if p.name, p.word, ok = r.BasicAuth(); !ok {
		return p, errors.New("another time")
	}
	return p, nil
}

func foreign(r *http.Request) (name string, err error) {
	name, _, ok := r.BasicAuth()
	if !ok {
		err = http.ErrNoLocation
	}
	return
}

// It fails for a path too: that is another reason.
func several(r *http.Request) (name string, err error) {
	name, _, ok := r.BasicAuth()
	if !ok {
		err = errors.New("another time")
	} else if r.URL.Path == "/closed" {
		err = errors.New("never")
	}
	return
}

// What is set in front of everything says nothing of a branch.
func before(r *http.Request) (name string, err error) {
	err = http.ErrNoLocation
	if r.URL.Path == "/open" {
		err = nil
	}
	return
}

// Set.
func Set(w http.ResponseWriter, r *http.Request) {
	if _, err := set(r); err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Basic credentials were sent \(err from set, line 61\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// Given.
func Given(w http.ResponseWriter, r *http.Request) {
	if _, err := given(r); err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Basic credentials were sent \(err from given, line 68\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// Foreign.
func Foreign(w http.ResponseWriter, r *http.Request) {
	if _, err := foreign(r); err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Basic credentials were sent \(err from foreign, line 75\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// Here sets it in the handler.
func Here(w http.ResponseWriter, r *http.Request) {
	var err error
	if r.Header.Get("Authorization") == "" {
		err = http.ErrNoLocation
	}
	if err != nil {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 83\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

// Several is silent.
func Several(w http.ResponseWriter, r *http.Request) {
	if _, err := several(r); err != nil {
		w.WriteHeader(http.StatusForbidden)
	}
}

// Before is silent.
func Before(w http.ResponseWriter, r *http.Request) {
	if _, err := before(r); err != nil {
		w.WriteHeader(http.StatusForbidden)
	}
}
