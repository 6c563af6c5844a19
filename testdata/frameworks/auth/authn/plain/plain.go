// Package plain uses the middleware with its default error handling.
package plain

import (
	"context"
	"net/http"

	"connectrpc.com/authn"
)

func allow(context.Context, *http.Request) (any, error) { return nil, nil }

func New() *authn.Middleware {
	return authn.NewMiddleware(allow) // want `\[middleware-challenge\]`
}
