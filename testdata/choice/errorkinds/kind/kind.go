// Package kind has types of errors, functions that ask for them, and an enumeration
// whose values are variables.
package kind

import (
	"errors"
	"net/http"
)

// A StrangerError is about who has not said who they are.
type StrangerError struct{ text string }

// NewStranger makes one.
func NewStranger(text string) *StrangerError { return &StrangerError{text} }

func (e *StrangerError) Error() string { return e.text }

// A BarredError is about who may not.
type BarredError struct{ text string }

// NewBarred makes one.
func NewBarred(text string) *BarredError { return &BarredError{text} }

func (e *BarredError) Error() string { return e.text }

// A NumberedError has a number, which may be any.
type NumberedError struct{ Number int }

func (e *NumberedError) Error() string { return "numbered" }

// IsStranger tells whether an error is, or wraps, a StrangerError.
func IsStranger(err error) bool {
	if err == nil {
		return false
	}
	var e *StrangerError
	return errors.As(err, &e)
}

// IsBarred tells whether one is a BarredError.
func IsBarred(err error) bool {
	var e *BarredError
	return errors.As(err, &e)
}

// A Grade says how bad it is.
type Grade struct{ name string }

// The grades.
var (
	Stranger = Grade{"stranger"}
	Barred   = Grade{"barred"}
	Broken   = Grade{"broken"}
)

var statuses = map[Grade]int{
	Stranger: http.StatusUnauthorized,
	Barred:   http.StatusForbidden,
	Broken:   http.StatusInternalServerError,
}

// A Graded error has a grade.
type Graded struct {
	Grade Grade
	Text  string
}

// New makes one.
func New(g Grade, text string) error { return &Graded{g, text} }

func (e *Graded) Error() string { return e.Text }

// Status is what it is answered with.
func (e *Graded) Status() int { return statuses[e.Grade] }

// Write answers errors by their types.
func Write(w http.ResponseWriter, err error) {
	var numbered *NumberedError
	status := http.StatusInternalServerError
	switch {
	case IsStranger(err):
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", `Bearer realm="desk"`)
	case IsBarred(err):
		status = http.StatusForbidden
	case errors.As(err, &numbered):
		status = http.StatusForbidden
	}
	w.WriteHeader(status)
}
