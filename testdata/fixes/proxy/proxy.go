// Package proxy answers as an origin would, or with the header of one.
package proxy

import (
	"net/http"
	"strings"
)

type relay struct{ secret string }

// The status and the header of a proxy, with the scheme that it takes.
func (p relay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.TrimPrefix(r.Header.Get("Proxy-Authorization"), "Basic ") != p.secret {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// The header is there, under the status of an origin.
func ask(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		w.Header().Set("Proxy-Authenticate", `Basic realm="relay"`)
		w.WriteHeader(401)
	}
}

// The header of an origin, under the status of a proxy.
func tell(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Basic realm="relay"`) // browsers ask
		w.WriteHeader(http.StatusProxyAuthRequired)
	}
}

// The other way round.
func login(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header()["Proxy-Authenticate"] = []string{`Basic realm="relay"`}
		w.WriteHeader(http.StatusUnauthorized)
	}
}
