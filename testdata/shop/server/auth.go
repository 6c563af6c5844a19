package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

type userKey struct{}

func currentUser(r *http.Request) *User {
	u, _ := r.Context().Value(userKey{}).(*User)
	return u
}

// RequireToken lets in who sends a token of the app.
func (s *Server) RequireToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok {
			fail(w, errNoToken)
			return
		}
		user, err := s.verifyToken(token)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
			http.Error(w, "invalid token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, user)))
	})
}

// Me tells the app who is logged in.
func (s *Server) Me(w http.ResponseWriter, r *http.Request) {
	user, err := s.verifyToken(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	if err != nil {
		http.Error(w, "log in again", http.StatusUnauthorized)
		return
	}
	writeJSON(w, user)
}

func (s *Server) verifyToken(token string) (*User, error) {
	user, ok := s.users[token]
	if !ok {
		return nil, errors.New("unknown token")
	}
	return user, nil
}

// Login gives a token for a name and a password.
func (s *Server) Login(w http.ResponseWriter, r *http.Request) {
	name, password, ok := r.BasicAuth()
	if !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm=shop`)
		http.Error(w, "name and password, please", http.StatusUnauthorized)
		return
	}
	token, err := s.login(name, password)
	if err != nil {
		http.Error(w, "wrong name or password", http.StatusForbidden)
		return
	}
	writeJSON(w, map[string]string{"token": token})
}

func (s *Server) login(name, password string) (token string, err error) {
	for token, user := range s.users {
		if user.Name == name && password == "secret-"+name {
			return token, nil
		}
	}
	return "", errors.New("no such user")
}

// RequireKey lets in machines that have a key.
func (s *Server) RequireKey(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := s.keys[strings.TrimPrefix(r.Header.Get("Authorization"), "ApiKey ")]; !ok {
			http.Error(w, "unknown key", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// PartnerToken reads the token of a partner.
func (s *Server) PartnerToken(_ context.Context, token string) (any, error) {
	return s.verifyToken(token)
}
