//go:build go1.27

package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestNewTestServer(t *testing.T) {
	s := httptest.NewTestServer(t, http.HandlerFunc(inTestServer))
	check(t)(s.Client().Get("http://example.org/"))
}
