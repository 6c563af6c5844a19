// Package generic has generic methods.
package generic

import (
	"encoding/json"
	"net/http"
)

// A Server answers in JSON.
type Server struct{ realm string }

// send answers with a value of any type.
func (s *Server) send[T any](w http.ResponseWriter, code int, v T) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code) // want `^401 \[missing-challenge\]: w\.WriteHeader in \(\*Server\)\.send sends no WWW-Authenticate, from 2 places \([^)]*\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
	_ = json.NewEncoder(w).Encode(v)
}

// refuse sets the challenge.
func (s *Server) refuse[T any](w http.ResponseWriter, code int, v T) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	s.send(w, code, v)
}

func (s *Server) get(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.send(w, http.StatusUnauthorized, "log in")
	}
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.send[map[string]int](w, http.StatusUnauthorized, nil)
	}
}

func (s *Server) put(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		s.refuse(w, http.StatusUnauthorized, "log in")
	}
}

func (s *Server) head(w http.ResponseWriter, r *http.Request) {
	s.send(w, http.StatusTeapot, 1)
}

// Box is generic itself, and its method too.
type Box[K comparable] struct{ of map[K]int }

// Status brings a number out of the box.
func (b *Box[K]) Status[T any](k K, _ T) int { return b.of[k] }

// Fail answers for all who import the package.
func (b *Box[K]) Fail[T any](w http.ResponseWriter, code int, v T) { w.WriteHeader(code) }

// Plain is no generic method of the same type: facts of the two stay apart.
func (b *Box[K]) Plain(w http.ResponseWriter, code int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(code)
}
