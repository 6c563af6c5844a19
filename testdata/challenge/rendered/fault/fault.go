// Package fault has an error that renders itself, with names for its parameters that
// the interface has not, and one that does not.
package fault

import (
	"context"
	"net/http"
)

// An Error renders itself.
type Error struct{ status int }

func (e *Error) Error() string { return http.StatusText(e.status) }

// StatusCode is for who asks.
func (e *Error) StatusCode() int { return e.status }

// Render answers.
func (e *Error) Render(w http.ResponseWriter) {
	w.WriteHeader(e.status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*Error\)\.Render sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A Plain error only has a status.
type Plain struct{ status int }

func (e *Plain) Error() string { return http.StatusText(e.status) }

// StatusCode is for who asks.
func (e *Plain) StatusCode() int { return e.status }

// A Store gives names.
type Store interface {
	Name(ctx context.Context, id string) (string, error)
	Alias(ctx context.Context, id string) (string, error)
}

type memory map[string]string

// New makes one.
func New() Store { return memory{} }

func (m memory) Name(_ context.Context, id string) (string, error) {
	if m[id] == "" {
		return "", &Error{status: http.StatusUnauthorized}
	}
	return m[id], nil
}

func (m memory) Alias(_ context.Context, id string) (string, error) {
	if m[id] == "" {
		return "", &Plain{status: http.StatusUnauthorized}
	}
	return m[id], nil
}
