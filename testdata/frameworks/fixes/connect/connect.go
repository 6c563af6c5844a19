// Package connect answers with connect.
package connect

import (
	"context"
	"errors"

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
