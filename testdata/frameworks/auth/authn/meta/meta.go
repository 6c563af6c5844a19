// Package meta sets the challenge in the error.
package meta

import (
	"context"
	"net/http"

	"connectrpc.com/authn"
)

func allow(_ context.Context, r *http.Request) (any, error) {
	if r.Header.Get("Authorization") == "" {
		err := authn.Errorf("no token")
		err.Meta().Set("WWW-Authenticate", `Bearer realm="api"`)
		return nil, err
	}
	return nil, nil
}

func New() *authn.Middleware {
	return authn.NewMiddleware(allow)
}
