// Package several takes credentials of several kinds. What tells none of them
// gets no scheme, and whoever may hold a session gets no Basic.
package several

import (
	"net/http"
	"strings"
)

type site struct{ sessions, users, tokens map[string]string }

func (s *site) session(r *http.Request) bool {
	c, err := r.Cookie("session")
	return err == nil && s.sessions[c.Value] != ""
}

func (s *site) known(r *http.Request) bool {
	user, password, ok := r.BasicAuth()
	return ok && s.users[user] == password
}

// A browser whose session ended would open a login window.
func (s *site) page(w http.ResponseWriter, r *http.Request) {
	if !s.session(r) && !s.known(r) {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Nothing says which of them.
func (s *site) notFound(w http.ResponseWriter, owner string) {
	if s.users[owner] == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func (s *site) order(w http.ResponseWriter, r *http.Request) {
	if s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="shop"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A password that was typed has no scheme.
func (s *site) login(w http.ResponseWriter, r *http.Request) {
	if s.users[r.FormValue("name")] != r.PostFormValue("password") {
		http.Error(w, "wrong password", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

type form struct{ Name, Password string }

// Who changes a password shows a token first, and is refused the old one.
func (s *site) change(w http.ResponseWriter, r *http.Request, f form) {
	if s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] != "" {
		s.confirm(w, f)
	}
}

func (s *site) confirm(w http.ResponseWriter, f form) {
	if s.users[f.Name] != f.Password {
		http.Error(w, "wrong password", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Who logs in may hold a token already: it is the password that is refused.
func (s *site) renew(w http.ResponseWriter, r *http.Request, f form) {
	if s.tokens[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] != "" {
		w.Header().Set("X-Renewed", "true")
	}
	if s.users[f.Name] != f.Password {
		if f.Name == "" {
			http.Error(w, "wrong password", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
			return
		}
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}
