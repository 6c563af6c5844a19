// Package plain uses the middleware with its default error handling.
package plain

import (
	"context"
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

func New() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(check, &auth.RequireBearerTokenOptions{}) // want `\[middleware-challenge\]`
}

// With scopes it sends Bearer scope="…".
func Scoped() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(check, &auth.RequireBearerTokenOptions{Scopes: []string{"read"}})
}

// Each use is judged by itself, and the verifier may be a parameter.
func Found(verify auth.TokenVerifier) func(http.Handler) http.Handler {
	return auth.RequireBearerToken(verify, &auth.RequireBearerTokenOptions{ResourceMetadataURL: "https://example.com/meta"})
}

func Lost(verify auth.TokenVerifier) func(http.Handler) http.Handler {
	return auth.RequireBearerToken(verify, nil) // want `\[middleware-challenge\]`
}

type server struct{ verify auth.TokenVerifier }

func (s *server) lost() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(s.verify, &auth.RequireBearerTokenOptions{}) // want `\[middleware-challenge\]`
}

func None() func(http.Handler) http.Handler {
	return auth.RequireBearerToken(check, nil) // want `\[middleware-challenge\]`
}

func check(context.Context, string, *http.Request) (*auth.TokenInfo, error) { return nil, nil }
