// Package mcp serves the metadata of a protected resource, so its challenges
// name it.
package mcp

import (
	"net/http"
	"strings"
)

func routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /.well-known/oauth-protected-resource/mcp", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`{"resource": "https://example.org/mcp"}`))
	})
}

func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
			http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in guard sends no WWW-Authenticate: set a challenge with resource_metadata before it`
			return
		}
		next.ServeHTTP(w, r)
	})
}

// A token endpoint is no protected resource: its clients know where tokens come
// from.
func token(w http.ResponseWriter, r *http.Request) {
	id, secret, ok := r.BasicAuth()
	if r.FormValue("grant_type") != "client_credentials" {
		http.Error(w, "unsupported_grant_type", http.StatusBadRequest)
		return
	}
	if !ok || secret != "secret of "+id {
		http.Error(w, "invalid_client", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in token sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func exchange(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
		http.Error(w, `{"error": "invalid_client"}`, http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in exchange sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}
