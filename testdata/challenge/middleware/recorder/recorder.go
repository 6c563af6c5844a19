// Package recorder wraps the writer to learn the status, and changes nothing.
package recorder

import (
	"log"
	"net/http"
)

type statusRecorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader forwards every status as it is.
func (s *statusRecorder) WriteHeader(code int) {
	s.status = code
	s.ResponseWriter.WriteHeader(code)
}

// Log sends 401 through the recorder: it leaves as it came, without a challenge.
func Log(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		defer func() { log.Printf("%s: %d", r.URL.Path, rec.status) }()
		if r.Header.Get("Authorization") != "Bearer "+token {
			rec.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: rec\.WriteHeader in Log sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(rec, r)
	})
}

// LogChallenge sets the challenge on the writer below, which is the same response.
func LogChallenge(token string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		if r.Header.Get("Authorization") != "Bearer "+token {
			w.Header().Set("WWW-Authenticate", `Bearer realm="log"`)
			rec.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(rec, r)
	})
}

// Count compares the recorded status; a comparison sends nothing.
func Count(next http.Handler, count func()) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(rec, r)
		if rec.status == http.StatusUnauthorized {
			count()
		}
	})
}
