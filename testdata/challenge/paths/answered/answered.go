// Package answered has responders that a 401 does not reach, since it was
// answered, or its error looked at, before.
package answered

import (
	"errors"
	"net/http"

	"authstatus.test/challenge/paths/answered/errs"
)

var (
	ErrUnauthorized = errors.New("unauthorized")
	ErrNotFound     = errors.New("not found")

	run func(r *http.Request) error
)

func statusOf(err error) int {
	switch {
	case errors.Is(err, ErrUnauthorized):
		return http.StatusUnauthorized
	case errors.Is(err, ErrNotFound):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// Its only caller answers ErrUnauthorized itself.
func fail(w http.ResponseWriter, err error) {
	w.WriteHeader(statusOf(err))
}

func excluded(w http.ResponseWriter, r *http.Request) {
	err := run(r)
	if errors.Is(err, ErrUnauthorized) {
		w.Header().Add("WWW-Authenticate", `Basic realm="x"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err != nil {
		fail(w, err)
	}
}

func failToo(w http.ResponseWriter, err error) {
	w.WriteHeader(statusOf(err)) // want `401 \[missing-challenge\]: w\.WriteHeader in failToo sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func included(w http.ResponseWriter, r *http.Request) {
	if err := run(r); err != nil {
		failToo(w, err)
	}
}

func login(r *http.Request) (*string, int, error) {
	if err := run(r); err != nil {
		code, err := errs.Handle(err)
		return nil, code, err
	}
	s := "token"
	return &s, http.StatusOK, nil
}

// With a 401 there is an error.
func withError(w http.ResponseWriter, r *http.Request) {
	token, code, err := login(r)
	if err != nil {
		w.WriteHeader(code) // want `401 \[missing-challenge\]: w\.WriteHeader in withError sends no WWW-Authenticate, chosen in errs/errs\.go:15: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(code)
	w.Write([]byte(*token))
}
