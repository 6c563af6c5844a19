// Package twirp has a case for every way twirp can send 401: without a challenge, and with one.
package twirp

import (
	"errors"
	"net/http"

	"github.com/twitchtv/twirp"
)

func NewError(w http.ResponseWriter) error {
	return twirp.NewError(twirp.Unauthenticated, "denied") // want `\[missing-challenge\]`
}

func NewErrorChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.NewError(twirp.Unauthenticated, "denied")
}

func NewErrorf(w http.ResponseWriter) error {
	return twirp.NewErrorf(twirp.Unauthenticated, "denied") // want `\[missing-challenge\]`
}

func NewErrorfChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.NewErrorf(twirp.Unauthenticated, "denied")
}

func ErrorError(w http.ResponseWriter) error {
	return twirp.Unauthenticated.Error("denied") // want `\[missing-challenge\]`
}

func ErrorErrorChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.Unauthenticated.Error("denied")
}

func ErrorErrorf(w http.ResponseWriter) error {
	return twirp.Unauthenticated.Errorf("denied") // want `\[missing-challenge\]`
}

func ErrorErrorfChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.Unauthenticated.Errorf("denied")
}

func ErrorWithMeta(w http.ResponseWriter) error {
	return twirp.NewError(twirp.Unauthenticated, "denied").WithMeta("denied", "denied") // want `\[missing-challenge\]`
}

func ErrorWithMetaChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.NewError(twirp.Unauthenticated, "denied").WithMeta("denied", "denied")
}

func WriteError(w http.ResponseWriter) {
	twirp.WriteError(w, twirp.NewError(twirp.Unauthenticated, "denied")) // want `\[missing-challenge\]`
}

func WriteErrorChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	twirp.WriteError(w, twirp.NewError(twirp.Unauthenticated, "denied"))
}

func WrapError(w http.ResponseWriter) error {
	return twirp.WrapError(twirp.NewError(twirp.Unauthenticated, "denied"), errors.New("cause")) // want `\[missing-challenge\]`
}

func WrapErrorChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return twirp.WrapError(twirp.NewError(twirp.Unauthenticated, "denied"), errors.New("cause"))
}

func Other(w http.ResponseWriter) error {
	return twirp.NewError(twirp.NotFound, "unauthenticated")
}
