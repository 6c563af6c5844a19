// Package errs is the lowest of a server of four packages: it makes errors
// with a status, and sends none, so nothing is reported here.
package errs

import (
	"errors"
	"fmt"
	"net/http"
)

// Error is an error with a status; its type is not exported.
type Error interface {
	error
	Status() int
	Causes() any
}

type statusError struct {
	status int
	text   string
	causes any
}

func (e statusError) Error() string { return fmt.Sprintf("%d: %s", e.status, e.text) }
func (e statusError) Status() int   { return e.status }
func (e statusError) Causes() any   { return e.causes }

// New makes an error with any status.
func New(status int, text string, causes any) Error {
	return statusError{status, text, causes}
}

// Unauthorized makes a 401.
func Unauthorized(causes any) Error {
	return statusError{status: http.StatusUnauthorized, text: "log in first", causes: causes}
}

// NotFound makes a 404.
func NotFound(causes any) Error {
	return statusError{status: http.StatusNotFound, text: "not found", causes: causes}
}

// Sentinels that Parse knows.
var (
	ErrNoCookie = errors.New("no cookie")
	ErrNoRow    = errors.New("no row")
)

// Parse finds the status of an error.
func Parse(err error) Error {
	switch {
	case errors.Is(err, ErrNoRow):
		return NotFound(err)
	case errors.Is(err, ErrNoCookie):
		return Unauthorized(err)
	}
	if e, ok := err.(Error); ok {
		return e
	}
	return New(http.StatusInternalServerError, "internal error", err)
}

// Response is spread over the two parameters of a responder.
func Response(err error) (int, any) {
	e := Parse(err)
	return e.Status(), e
}

// Fault is a type of its own with an exported field.
type Fault struct {
	Code   int
	Detail string
}

func (f *Fault) Error() string { return f.Detail }

// Faultf makes a fault.
func Faultf(code int, format string, args ...any) error {
	return &Fault{code, fmt.Sprintf(format, args...)}
}

// NoLogin makes the fault that a login mends.
func NoLogin(detail string) error {
	return &Fault{Code: http.StatusUnauthorized, Detail: detail}
}

// Lapse is another type; its values are variables.
type Lapse struct {
	Code   int
	Detail string
}

func (l *Lapse) Error() string { return l.Detail }

// Denied and Teapot are what importers return.
var (
	Denied = &Lapse{Code: http.StatusUnauthorized, Detail: "log in first"}
	Teapot = &Lapse{Code: http.StatusTeapot, Detail: "teapot"}
)
