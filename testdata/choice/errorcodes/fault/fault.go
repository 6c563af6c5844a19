// Package fault has errors with codes, and answers each with a status.
package fault

import (
	"errors"
	"net/http"
)

// A Code says what kind of error it is.
type Code int

// The codes.
const (
	Internal Code = iota
	Missing
	Anonymous
	Denied
)

// The same as texts.
const (
	ENOTFOUND     = "not_found"
	EUNAUTHORIZED = "unauthorized"
	EFORBIDDEN    = "forbidden"
)

// An Error has a code.
type Error struct {
	Code Code
	Kind string
	Text string
}

func (e *Error) Error() string { return e.Text }

// New makes an error.
func New(c Code, text string) error { return &Error{Code: c, Text: text} }

// Of makes one by its kind.
func Of(kind, text string) *Error { return &Error{Kind: kind, Text: text} }

var statuses = map[Code]int{
	Missing:   http.StatusNotFound,
	Anonymous: http.StatusUnauthorized,
	Denied:    http.StatusForbidden,
}

// Write answers an error by its code.
func Write(w http.ResponseWriter, err error) {
	var e *Error
	if !errors.As(err, &e) {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	status := statuses[e.Code]
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	}
	w.WriteHeader(status)
}

// Reply answers one by its kind.
func Reply(w http.ResponseWriter, err *Error) {
	switch err.Kind {
	case ENOTFOUND:
		http.Error(w, err.Text, http.StatusNotFound)
	case EUNAUTHORIZED:
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		http.Error(w, err.Text, http.StatusUnauthorized)
	case EFORBIDDEN:
		http.Error(w, err.Text, http.StatusForbidden)
	}
}

// With says more of it.
func (e *Error) With(text string) *Error { return &Error{e.Code, e.Kind, e.Text + ": " + text} }
