package paths

import (
	"errors"
	"net/http"
)

// A status that a method works out is asked for twice: what the first answer
// told of the fields holds for the second.

type graded struct{ grade int }

func (g graded) Error() string { return "graded" }

func (g graded) status() int {
	switch g.grade {
	case 1:
		return http.StatusUnauthorized
	case 2:
		return http.StatusForbidden
	}
	return http.StatusInternalServerError
}

func givenTwice(w http.ResponseWriter, g graded) {
	if s := g.status(); s == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
	}
	w.WriteHeader(g.status())
}

func assertedTwice(w http.ResponseWriter, err error) {
	if g, ok := err.(graded); ok {
		if s := g.status(); s == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		}
		w.WriteHeader(g.status())
	}
}

func foundTwice(w http.ResponseWriter, look func() error) {
	var g graded
	if errors.As(look(), &g) {
		if s := g.status(); s == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		}
		w.WriteHeader(g.status())
	}
}

func returnedTwice(w http.ResponseWriter, r *http.Request) {
	if g, ok := gradeOf(r).(graded); ok {
		s := g.status()
		if s == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		}
		w.WriteHeader(g.status())
	}
}

func foundOther(w http.ResponseWriter, err error) {
	if g, ok := err.(graded); ok {
		if s := g.status(); s == http.StatusForbidden {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		}
		w.WriteHeader(g.status()) // want `401 \[missing-challenge\]: w\.WriteHeader in foundOther sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func gradedHandler(w http.ResponseWriter, r *http.Request) {
	err := gradeOf(r)
	switch r.URL.Path {
	case "/given":
		givenTwice(w, graded{1})
	case "/asserted":
		assertedTwice(w, err)
	case "/found":
		foundTwice(w, func() error { return gradeOf(r) })
	case "/returned":
		returnedTwice(w, r)
	case "/other":
		foundOther(w, err)
	}
}

func gradeOf(r *http.Request) error {
	switch r.Header.Get("Authorization") {
	case "":
		return graded{1}
	case "x":
		return graded{2}
	}
	return nil
}
