// Package mcp guards a server of the protocol by hand. Nothing in it serves the
// metadata that a client is sent to.
package mcp

import (
	"net/http"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

func guard(verify auth.TokenVerifier, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in guard sends no WWW-Authenticate: set a challenge with resource_metadata before it, and serve the document that this names`
			return
		}
		if _, err := verify(r.Context(), token, r); err != nil {
			http.Error(w, "log in again", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in guard sends no WWW-Authenticate: set a challenge with resource_metadata before it, and serve the document that this names`
			return
		}
		next.ServeHTTP(w, r)
	})
}
