// Package routes has handlers behind middlewares that let only known callers
// pass, and others that do not.
package routes

import (
	"context"
	"errors"
	"net/http"
)

type user struct {
	Name  string
	Role  string
	Plan  string
	Owner bool
}

type server struct {
	mux   *http.ServeMux
	users map[string]*user

	policy interface{ CanDelete(id string) bool }
}

type key struct{}

func (s *server) verifyToken(token string) (*user, error) {
	if u := s.users[token]; u != nil {
		return u, nil
	}
	return nil, errors.New("bad token")
}

func (s *server) signedIn(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		u, err := s.verifyToken(r.Header.Get("Authorization"))
		if err != nil {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		next(w, r.WithContext(context.WithValue(r.Context(), key{}, u)))
	}
}

// maybe looks who asks, and lets everybody pass.
func (s *server) maybe(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if u, err := s.verifyToken(r.Header.Get("Authorization")); err == nil {
			r = r.WithContext(context.WithValue(r.Context(), key{}, u))
		}
		next(w, r)
	}
}

// present asks for a token and does not look at it.
func (s *server) present(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if r.Header.Get("Authorization") == "" {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

func (s *server) routes() {
	s.mux.HandleFunc("GET /role", s.signedIn(s.role))
	s.mux.HandleFunc("GET /maybe", s.maybe(s.roleMaybe))
	s.mux.HandleFunc("GET /present", s.present(s.rolePresent))
	s.mux.HandleFunc("GET /both", s.signedIn(s.roleBoth))
	s.mux.HandleFunc("GET /both/open", s.maybe(s.roleBoth))
	s.mux.HandleFunc("GET /nobody", s.signedIn(s.nobody))
	s.mux.HandleFunc("GET /literal", s.signedIn(func(w http.ResponseWriter, r *http.Request) {
		if !s.policy.CanDelete(r.PathValue("id")) {
			http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	}))
}

func (s *server) role(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}

func (s *server) roleMaybe(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) rolePresent(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) roleBoth(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.PathValue("id")) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) nobody(w http.ResponseWriter, r *http.Request) {
	u, _ := r.Context().Value(key{}).(*user)
	if u == nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(u, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15.5.2\)`
		return
	}
	if u.Plan == "free" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(u.Plan == "free", line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		return
	}
	if !u.Owner {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is not the owner \(u.Owner, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}
