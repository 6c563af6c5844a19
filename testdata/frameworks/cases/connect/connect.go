// Package connect has a case for every way connect can send 401: without a challenge, and with one.
package connect

import (
	"errors"
	"net/http"

	"connectrpc.com/authn"
	"connectrpc.com/connect"
)

func NewError(c connect.CallInfo) error {
	return connect.NewError(connect.CodeUnauthenticated, errors.New("denied")) // want `\[missing-challenge\]`
}

func NewErrorChallenged(c connect.CallInfo) error {
	c.ResponseHeader().Set("WWW-Authenticate", `Bearer realm="api"`)
	return connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
}

func ErrorWriterWrite(e *connect.ErrorWriter, w http.ResponseWriter, r *http.Request) {
	e.Write(w, r, connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))) // want `\[missing-challenge\]`
}

func ErrorWriterWriteChallenged(e *connect.ErrorWriter, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	e.Write(w, r, connect.NewError(connect.CodeUnauthenticated, errors.New("denied")))
}

func Errorf(c connect.CallInfo) error {
	return authn.Errorf("denied") // want `\[missing-challenge\]`
}

func ErrorfChallenged(c connect.CallInfo) error {
	c.ResponseHeader().Set("WWW-Authenticate", `Bearer realm="api"`)
	return authn.Errorf("denied")
}
