// Package ogen has a case for every way ogen can send 401: without a challenge, and with one.
package ogen

import (
	"context"
	"net/http"

	"github.com/ogen-go/ogen/ogenerrors"
)

func DefaultErrorHandler(c context.Context, w http.ResponseWriter, r *http.Request) {
	ogenerrors.DefaultErrorHandler(c, w, r, ogenerrors.ErrSecurityRequirementIsNotSatisfied) // want `\[missing-challenge\]`
}

func DefaultErrorHandlerChallenged(c context.Context, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	ogenerrors.DefaultErrorHandler(c, w, r, ogenerrors.ErrSecurityRequirementIsNotSatisfied)
}

func SecurityError(w http.ResponseWriter) error {
	return &ogenerrors.SecurityError{} // want `\[missing-challenge\]`
}

func SecurityErrorChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return &ogenerrors.SecurityError{}
}

func ErrSecurityRequirementIsNotSatisfied(c context.Context, w http.ResponseWriter, r *http.Request) {
	ogenerrors.DefaultErrorHandler(c, w, r, ogenerrors.ErrSecurityRequirementIsNotSatisfied) // want `\[missing-challenge\]`
}

func ErrSecurityRequirementIsNotSatisfiedChallenged(c context.Context, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	ogenerrors.DefaultErrorHandler(c, w, r, ogenerrors.ErrSecurityRequirementIsNotSatisfied)
}

func ErrorCode(c context.Context, w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(ogenerrors.ErrorCode(&ogenerrors.SecurityError{})) // want `\[missing-challenge\]`
}

func ErrorCodeChallenged(c context.Context, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(ogenerrors.ErrorCode(&ogenerrors.SecurityError{}))
}
