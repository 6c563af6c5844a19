// Package connect answers with connect.
package connect

import (
	"context"
	"errors"
	"net/http"

	"connectrpc.com/connect"
)

type interceptor struct{}

func (interceptor) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Header().Get("Authorization") == "" {
			return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("log in first"))
		}
		return next(ctx, req)
	}
}

// The name err means something here.
func named(ctx context.Context, req *connect.Request[string]) (*connect.Response[string], error) {
	if err := check(req); err != nil {
		return nil, connect.NewError(
			connect.CodeUnauthenticated,
			err,
		)
	}
	return connect.NewResponse(new(string)), nil
}

func check(req *connect.Request[string]) error {
	if req.Header().Get("Authorization") != "Bearer x" {
		return errors.New("no")
	}
	return nil
}

func kept(ctx context.Context, req *connect.Request[string]) (*connect.Response[string], error) {
	if req.Header().Get("Authorization") == "" {
		err := connect.NewError(connect.CodeUnauthenticated, errors.New("log in first"))
		return nil, err
	}
	return connect.NewResponse(new(string)), nil
}

// The error is chosen first and written in one place.
func chosen(e *connect.ErrorWriter, w http.ResponseWriter, r *http.Request) {
	var err error
	switch r.Header.Get("Authorization") {
	case "":
		err = connect.NewError(connect.CodeUnauthenticated, errors.New("log in first"))
	case "Bearer guest":
		err = connect.NewError(connect.CodePermissionDenied, errors.New("not yours"))
	default:
		err = connect.NewError(connect.CodeUnimplemented, errors.New("soon"))
	}
	e.Write(w, r, err)
}

func info(c connect.CallInfo) error {
	return connect.NewError(connect.CodeUnauthenticated, errors.New("log in first"))
}
