// Package wrapper wraps the writer so that every 401 carries a challenge.
package wrapper

import (
	"fmt"
	"net/http"
)

// challengeWriter adds the challenge when it sees the status.
type challengeWriter struct {
	http.ResponseWriter
	realm string
}

// WriteHeader sets the challenge under status 401 and forwards.
func (c *challengeWriter) WriteHeader(code int) {
	if code == http.StatusUnauthorized {
		c.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q", c.realm))
	}
	c.ResponseWriter.WriteHeader(code)
}

// Direct sends 401 through the wrapper: silent.
func Direct(w http.ResponseWriter, r *http.Request) {
	cw := &challengeWriter{ResponseWriter: w, realm: "direct"}
	if r.Header.Get("Authorization") == "" {
		cw.WriteHeader(http.StatusUnauthorized)
	}
}

// Error sends it through http.Error, which calls the wrapper: silent.
func Error(w http.ResponseWriter, r *http.Request) {
	cw := &challengeWriter{ResponseWriter: w, realm: "error"}
	if r.Header.Get("Authorization") == "" {
		http.Error(cw, "log in first", http.StatusUnauthorized)
	}
}

// Wrap hands the wrapper to the next handler: silent.
func Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&challengeWriter{ResponseWriter: w, realm: "wrap"}, r)
	})
}

// Reassign replaces the handler's own variable by the wrapper: silent.
func Reassign(w http.ResponseWriter, r *http.Request) {
	w = &challengeWriter{ResponseWriter: w, realm: "reassign"}
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
