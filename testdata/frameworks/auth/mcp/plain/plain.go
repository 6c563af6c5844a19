// Package plain uses the middleware with its default error handling.
package plain

import (
	"context"
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

func New() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(check, &auth.RequireBearerTokenOptions{Scopes: []string{"read"}}) // want `\[middleware-challenge\]`
}

func None() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(check, nil) // want `\[middleware-challenge\]`
}

func check(context.Context, string, *http.Request) (*auth.TokenInfo, error) { return nil, nil }
