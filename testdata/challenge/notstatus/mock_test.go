package notstatus

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

// Test files are silent by default.
func TestFetchAsksForLogin(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "log in first", http.StatusUnauthorized)
	}))
	defer srv.Close()
	if _, err := fetch(srv.Client(), srv.URL); !errors.Is(err, errLogin) {
		t.Errorf("fetch: got %v, want %v", err, errLogin)
	}
}
