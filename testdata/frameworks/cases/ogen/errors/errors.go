// Package errors answers the errors of a generated server by a function of its own.
package errors

import (
	"context"
	"errors"
	"net/http"

	"authstatus.test/frameworks/cases/ogen/notes"

	"github.com/ogen-go/ogen/ogenerrors"
)

type server struct{ notes.Handler }

type security struct{ users map[string]string }

var errToken = errors.New("unknown token")

func (s *security) HandleToken(ctx context.Context, operation notes.OperationName, t notes.Token) (context.Context, error) {
	if s.users[t.Token] == "" {
		return ctx, errToken
	}
	return ctx, nil
}

func onError(ctx context.Context, w http.ResponseWriter, r *http.Request, err error) {
	code := ogenerrors.ErrorCode(err)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
}

func bySecurity(ctx context.Context, w http.ResponseWriter, r *http.Request, err error) {
	var s *ogenerrors.SecurityError
	if errors.As(err, &s) {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in bySecurity sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	ogenerrors.DefaultErrorHandler(ctx, w, r, err)
}

func New() (http.Handler, error) {
	return notes.NewServer(server{}, &security{}, notes.WithErrorHandler(onError))
}

func Second() (http.Handler, error) {
	opts := []notes.ServerOption{}
	opts = append(opts, notes.WithErrorHandler(bySecurity))
	return notes.NewServer(server{}, &security{}, opts...)
}

func Third() (http.Handler, error) {
	return notes.NewServer(server{}, &security{})
}
