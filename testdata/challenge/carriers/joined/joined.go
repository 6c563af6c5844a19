// Package joined has a responder that answers one of several errors: a test of its
// status is one of whichever it is.
package joined

import (
	"errors"
	"net/http"
)

type Problem struct {
	Status int
	Text   string
}

func (p *Problem) Error() string { return p.Text }

var errWho = &Problem{http.StatusUnauthorized, "unauthorized"}

func asked(w http.ResponseWriter, err error) {
	var p *Problem
	if !errors.As(err, &p) {
		p = &Problem{http.StatusInternalServerError, "oops"}
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	}
	http.Error(w, p.Text, p.Status)
}

func switched(w http.ResponseWriter, err error) {
	p, ok := err.(*Problem)
	if !ok {
		p = &Problem{http.StatusInternalServerError, "oops"}
	}
	switch p.Status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "5")
	}
	http.Error(w, p.Text, p.Status)
}

func turned(w http.ResponseWriter, err error) {
	p, ok := err.(*Problem)
	if !ok {
		p = &Problem{http.StatusInternalServerError, "oops"}
	}
	if p.Status != http.StatusUnauthorized {
		http.Error(w, p.Text, p.Status)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	http.Error(w, p.Text, p.Status)
}

func either(w http.ResponseWriter, err, cause error) {
	p, ok := err.(*Problem)
	if !ok {
		p, _ = cause.(*Problem)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	}
	http.Error(w, p.Text, p.Status)
}

func Desk(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		return
	}
	switch r.URL.Path {
	case "/a":
		asked(w, errWho)
	case "/b":
		switched(w, errWho)
	case "/c":
		turned(w, errWho)
	case "/d":
		either(w, nil, errWho)
	}
}

type Trouble struct {
	Status int
	Text   string
}

func (t *Trouble) Error() string { return t.Text }

var errNobody = &Trouble{http.StatusUnauthorized, "unauthorized"}

// missed: another status is asked for.
func missed(w http.ResponseWriter, err error) {
	var t *Trouble
	if !errors.As(err, &t) {
		t = &Trouble{http.StatusInternalServerError, "oops"}
	}
	if t.Status == http.StatusForbidden {
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	}
	http.Error(w, t.Text, t.Status) // want `401 \[missing-challenge\]: http\.Error in missed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Counter(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		missed(w, errNobody)
	}
}
