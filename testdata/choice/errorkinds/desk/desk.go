// Package desk makes errors of types that it answers by these, and errors with values
// of an enumeration.
package desk

import (
	"errors"
	"net/http"

	"authstatus.test/choice/errorkinds/kind"
)

// A User is who sends a request.
type User struct {
	ID   int
	Role string
}

// A Desk has users by their tokens.
type Desk struct{ users map[string]*User }

// answer is asked by functions of the other package.
func answer(w http.ResponseWriter, err error) {
	var numbered *kind.NumberedError
	status := http.StatusInternalServerError
	switch {
	case kind.IsStranger(err):
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	case kind.IsBarred(err):
		status = http.StatusForbidden
	case errors.As(err, &numbered):
		status = http.StatusForbidden
	}
	w.WriteHeader(status)
}

func (d *Desk) user(r *http.Request) *User { return d.users[r.Header.Get("Authorization")] }

func (d *Desk) open(w http.ResponseWriter, r *http.Request) {
	u := d.user(r)
	if u == nil {
		answer(w, kind.NewBarred("who is there?")) // want `403 \[want-401\]: the caller is not known \(u, line 41\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if u.Role != "clerk" {
		answer(w, kind.NewStranger("clerks only")) // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "clerk", line 45\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// shut has them the right way round.
func (d *Desk) shut(w http.ResponseWriter, r *http.Request) {
	u := d.user(r)
	if u == nil {
		answer(w, kind.NewStranger("who is there?"))
		return
	}
	if u.Role != "clerk" {
		answer(w, kind.NewBarred("clerks only"))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// numbered makes an error whose type says nothing of its status.
func (d *Desk) numbered(w http.ResponseWriter, r *http.Request) {
	if d.user(r) == nil {
		answer(w, &kind.NumberedError{Number: 7})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// A lostError is answered by its type, here alone.
type lostError struct{}

func (lostError) Error() string { return "lost" }

func byType(w http.ResponseWriter, err error) {
	switch err.(type) {
	case lostError:
		w.WriteHeader(http.StatusForbidden)
	default:
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func (d *Desk) find(w http.ResponseWriter, r *http.Request) {
	if err := d.look(r); err != nil {
		byType(w, err)
	}
}

func (d *Desk) look(r *http.Request) error {
	if d.user(r) == nil {
		return lostError{} // want `403 \[want-401\]: the caller is not known \(d\.user\(r\), line 96\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	return nil
}

// graded gives the values of the enumeration the wrong way round, and right.
func (d *Desk) graded(r *http.Request, swapped bool) error {
	u := d.user(r)
	if u == nil && swapped {
		return kind.New(kind.Barred, "who is there?") // want `403 \[want-401\]: the caller is not known \(u, line 105\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if u == nil {
		return kind.New(kind.Stranger, "who is there?")
	}
	if u.Role != "clerk" && swapped {
		return kind.New(kind.Stranger, "clerks only") // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "clerk", line 111\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	if u.Role != "clerk" {
		return kind.New(kind.Barred, "clerks only")
	}
	return kind.New(kind.Broken, "no desk")
}
