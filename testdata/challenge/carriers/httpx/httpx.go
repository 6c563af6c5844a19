// Package httpx is a low package that writes what packages above it make. It
// knows no 401, so nothing is reported here: they are.
package httpx

import (
	"encoding/json"
	"errors"
	"net/http"
)

// Problem is an error with a status.
type Problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
}

func (p *Problem) Error() string { return p.Title }

// WriteProblem writes the problem that an error holds.
func WriteProblem(w http.ResponseWriter, err error) {
	var p *Problem
	if !errors.As(err, &p) {
		p = &Problem{http.StatusInternalServerError, "internal error"}
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

// Coder is what Write asks for a status.
type Coder interface {
	HTTPCode() int
}

// Write writes any error.
func Write(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	var c Coder
	if errors.As(err, &c) {
		code = c.HTTPCode()
	}
	http.Error(w, err.Error(), code)
}

// Refusal carries a status that Refuse sends with a challenge.
type Refusal struct{ Status int }

func (r *Refusal) Error() string { return http.StatusText(r.Status) }

// Refuse adds the challenge where it is needed.
func Refuse(w http.ResponseWriter, err error) {
	var r *Refusal
	if !errors.As(err, &r) {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	if r.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="httpx"`)
	}
	w.WriteHeader(r.Status)
}

// Loader is implemented above; Load writes the trouble that it returns.
type Loader interface {
	Load(r *http.Request) error
}

// Trouble is an error of loaders.
type Trouble struct{ Status int }

func (t *Trouble) Error() string { return http.StatusText(t.Status) }

// Load adapts a loader.
func Load(l Loader) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := l.Load(r)
		var t *Trouble
		switch {
		case errors.As(err, &t):
			w.WriteHeader(t.Status)
		case err != nil:
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
}

// Endpoint returns a status and a body; Handle writes both.
type Endpoint func(r *http.Request) (status int, body any)

// Handle adapts an endpoint.
func Handle(e Endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, body := e(r)
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(body)
	})
}

// Body is a value that only ever becomes a body.
type Body struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// OK writes a body with 200.
func OK(w http.ResponseWriter, b Body) {
	w.WriteHeader(http.StatusOK)
	json.NewEncoder(w).Encode(b)
}
