// Package testserver starts servers for tests, in files that are none.
package testserver

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// Upstream is a test's: it stands for another server.
func Upstream(t testing.TB) string {
	s := httptest.NewTestServer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
	}))
	return s.URL
}

func refuse(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "log in", http.StatusUnauthorized)
}

// Named hands a function on.
func Named(t testing.TB) string {
	return httptest.NewTestServer(t, http.HandlerFunc(refuse)).URL
}
