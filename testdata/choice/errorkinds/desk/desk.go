// Package desk makes errors of types that another package answers by these, and errors
// with values of an enumeration.
package desk

import (
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

func (d *Desk) user(r *http.Request) *User { return d.users[r.Header.Get("Authorization")] }

func (d *Desk) open(r *http.Request) error {
	u := d.user(r)
	if u == nil {
		return kind.NewBarred("who is there?") // want `403 \[want-401\]: the caller is not known \(u, line 24\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if u.Role != "clerk" {
		return kind.NewStranger("clerks only") // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "clerk", line 27\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// shut has them the right way round.
func (d *Desk) shut(r *http.Request) error {
	u := d.user(r)
	if u == nil {
		return kind.NewStranger("who is there?")
	}
	if u.Role != "clerk" {
		return kind.NewBarred("clerks only")
	}
	return nil
}

// numbered makes an error whose type says nothing of its status.
func (d *Desk) numbered(r *http.Request) error {
	if d.user(r) == nil {
		return &kind.NumberedError{Number: 7}
	}
	return nil
}

// graded gives the values of the enumeration the wrong way round, and right.
func (d *Desk) graded(r *http.Request, swapped bool) error {
	u := d.user(r)
	if u == nil && swapped {
		return kind.New(kind.Barred, "who is there?") // want `403 \[want-401\]: the caller is not known \(u, line 56\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if u == nil {
		return kind.New(kind.Stranger, "who is there?")
	}
	if u.Role != "clerk" && swapped {
		return kind.New(kind.Stranger, "clerks only") // want `401 \[want-403\]: the caller is known and lacks a role \(u\.Role != "clerk", line 62\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	if u.Role != "clerk" {
		return kind.New(kind.Barred, "clerks only")
	}
	return kind.New(kind.Broken, "no desk")
}
