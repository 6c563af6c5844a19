package known

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// Credentials in the header of the request, as they are read and looked at.

type server struct {
	key  string
	keys map[string]*User
}

// nil stands for no credentials, or wrong ones.
func (s *server) caller(r *http.Request) *User {
	v, ok := r.Header["Authorization"]
	if !ok {
		return nil
	}
	u, ok := s.keys[v[0]]
	if !ok {
		return nil
	}
	return u
}

func (s *server) pointer(w http.ResponseWriter, r *http.Request) {
	u := s.caller(r)
	if u == nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(s\.caller, line 31\)`
		return
	}
}

func (s *server) compared(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer "+s.key {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(r\.Header\.Get\("Authorization"\) != "Bearer " \+ s\.key, line 39\)`
		return
	}
}

func (s *server) kept(w http.ResponseWriter, r *http.Request) {
	given := strings.TrimPrefix(r.Header.Get("X-Auth-Token"), "Bearer ")
	if given != s.key {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(given != s\.key, line 47\)`
		return
	}
}

func (s *server) absent(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Api-Key") == "" {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(r\.Header\.Get\("X-Api-Key"\), line 54\)`
		return
	}
}

func (s *server) lookedUp(w http.ResponseWriter, r *http.Request) {
	given := r.Header.Get("X-Api-Key")
	if _, ok := s.keys[given]; !ok {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(s\.keys`
		return
	}
}

func (s *server) malformed(w http.ResponseWriter, r *http.Request) {
	header := r.Header.Get("Authorization")
	if !strings.HasPrefix(header, "Bearer ") {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(strings\.HasPrefix\(header, "Bearer "\), line 70\)`
		return
	}
	parts := strings.Split(header, " ")
	if len(parts) != 2 || parts[0] != "Bearer" {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(len\(parts\) != 2, line 75\)`
		return
	}
}

// The header of a webhook is named after who sends it, and others are no
// credentials.
func (s *server) others(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Gitlab-Token") != s.key {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	if r.Header.Get("X-Csrf-Token") != s.key {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	if r.Header.Get("X-Requested-With") == "" {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
}

// The context of the request holds a user, or not.
func userFrom(ctx context.Context) (*User, bool) {
	u, ok := ctx.Value(key{}).(*User)
	return u, ok && u != nil
}

func held(w http.ResponseWriter, r *http.Request) {
	if _, ok := userFrom(r.Context()); !ok {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(ok from userFrom, line 105\)`
		return
	}
}

// A result beside an error does not count.
func canRead(u *User, failed error) (bool, error) {
	if failed != nil {
		return false, failed
	}
	if !u.IsAdmin {
		return false, nil
	}
	return true, nil
}

func beside(w http.ResponseWriter, r *http.Request) {
	u, ok := userFrom(r.Context())
	if !ok {
		return
	}
	allowed, err := canRead(u, nil)
	if err != nil {
		return
	}
	if !allowed {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is no administrator \(canRead, line 127\)`
		return
	}
}

var errPermissionDenied = errors.New("permission denied")

// One error for two reasons.
func permit(u *User) error {
	if u == nil {
		return errPermissionDenied
	}
	if !u.IsAdmin {
		return errPermissionDenied
	}
	return nil
}

func current(r *http.Request) *User {
	u, _ := r.Context().Value(key{}).(*User)
	return u
}

func permitted(r *http.Request) error {
	currentUser := current(r)
	if currentUser == nil {
		return errPermissionDenied
	}
	return permit(currentUser)
}

func either(w http.ResponseWriter, r *http.Request) {
	if err := permitted(r); err != nil {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
}
