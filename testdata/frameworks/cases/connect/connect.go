// Package connect has a case for every way connect can send 401: without a challenge, and with one.
package connect

import (
	"context"
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

// The status of a stream is 200: its errors follow in the body.
func StreamingHandlerConn(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		if conn.RequestHeader().Get("Authorization") == "" {
			return connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
		}
		return next(ctx, conn)
	}
}

func UnaryFunc(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Header().Get("Authorization") == "" {
			return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("denied")) // want `\[missing-challenge\]`
		}
		return next(ctx, req)
	}
}

func ServerStream(ctx context.Context, req *connect.Request[string], stream *connect.ServerStream[string]) error {
	return connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
}

func ClientStream(ctx context.Context, stream *connect.ClientStream[string]) (*connect.Response[string], error) {
	return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
}

func BidiStream(ctx context.Context, stream *connect.BidiStream[string, string]) error {
	return connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
}
