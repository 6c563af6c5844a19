// Package problem makes errors by the rows of a table, which write themselves:
// one finding, where they do.
package problem

import (
	"errors"
	"fmt"
	"net/http"

	"authstatus.test/challenge/carriers/rendered/render"
)

// Type is the key of the table.
type Type int

const (
	Malformed Type = iota
	Unauthorized
	Internal
	Gone
)

type meta struct {
	status  int
	details string
}

var (
	internal = meta{status: 500}
	metas    = map[Type]meta{
		Malformed:    {status: 400, details: "bad"},
		Unauthorized: {status: 401},
		Gone:         {status: 410},
	}
)

// Error is the error.
type Error struct {
	Status int
	Detail string
	Err    error
}

func (e *Error) Error() string   { return e.Detail }
func (e *Error) StatusCode() int { return e.Status }

func (e *Error) Render(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/problem+json")
	render.JSONStatus(w, r, e, e.StatusCode()) // want `401 \[missing-challenge\]: render\.JSONStatus in \(\*Error\)\.Render sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func newError(pt Type, err error) *Error {
	m, ok := metas[pt]
	if !ok {
		m = internal
		return &Error{Status: m.status, Err: err}
	}
	return &Error{Status: m.status, Err: err}
}

func NewError(pt Type, msg string, args ...any) *Error { return newError(pt, fmt.Errorf(msg, args...)) }
func NewErrorISE(msg string, args ...any) *Error       { return NewError(Internal, msg, args...) }
func WrapError(typ Type, err error, msg string, args ...any) *Error {
	var e *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		e.Err = errors.New(msg)
		return e
	default:
		return newError(typ, fmt.Errorf(msg, err))
	}
}
