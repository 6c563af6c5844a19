// Package testserver is a double of an identity provider, for tests: silent.
package testserver

import (
	"net/http"
	"net/http/httptest"
)

type tokens struct{ secret string }

func (t *tokens) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, pass, _ := r.BasicAuth(); pass != t.secret {
		http.Error(w, "wrong secret", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// Start starts it.
func Start(secret string) *httptest.Server {
	mux := http.NewServeMux()
	mux.Handle("/token", &tokens{secret})
	return httptest.NewServer(mux)
}
