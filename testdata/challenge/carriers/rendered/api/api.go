// Package api calls the responder with errors of all kinds. Their 401 is reported
// where they write it, so all of this is silent.
package api

import (
	"authstatus.test/challenge/carriers/rendered/problem"
	"authstatus.test/challenge/carriers/rendered/render"
	"context"
	"io"
	"net/http"
)

func payload(ctx context.Context) ([]byte, error) {
	v, ok := ctx.Value("x").([]byte)
	if !ok {
		return nil, problem.NewErrorISE("no payload")
	}
	return v, nil
}

func A(w http.ResponseWriter, r *http.Request) {
	if _, err := payload(r.Context()); err != nil {
		render.Error(w, r, err) // 500
		return
	}
}

func B(w http.ResponseWriter, r *http.Request) {
	if _, err := io.ReadAll(r.Body); err != nil {
		render.Error(w, r, problem.WrapError(problem.Malformed, err, "x")) // 400
		return
	}
}

func C(w http.ResponseWriter, r *http.Request) {
	render.Error(w, r, problem.NewError(problem.Gone, "x")) // 410
}

func D(w http.ResponseWriter, r *http.Request) {
	render.Error(w, r, problem.NewError(problem.Unauthorized, "x")) // 401
}

// own answers with the status itself, and the caller knows which row it is.
func own(w http.ResponseWriter, e *problem.Error) { w.WriteHeader(e.Status) }

func gone(w http.ResponseWriter, e *problem.Error) { w.WriteHeader(e.Status) }

// E is the one with 401.
func E(w http.ResponseWriter, r *http.Request) {
	own(w, problem.NewError(problem.Unauthorized, "x")) // want `401 \[missing-challenge\]: own in E sends no WWW-Authenticate, chosen in problem/problem\.go:32: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// F has other rows only.
func F(w http.ResponseWriter, r *http.Request) {
	gone(w, problem.NewError(problem.Gone, "x"))
	gone(w, problem.NewErrorISE("x"))
}
