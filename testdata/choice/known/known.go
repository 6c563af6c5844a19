// Package known has cases in which what was found out before a check decides
// what the check means.
package known

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

type User struct {
	Name, Organization string
	IsAdmin            bool
}

type Permission struct{ Allowed bool }

type Comment struct{ UserID string }

type key struct{}

type backend interface {
	ValidateSession(r *http.Request) (*User, error)
	ReadUser(header string) (*User, error)
	Authorize(header, action string) (*Permission, error)
	CurrentOrganization(u *User) *User
	RepoAccess(user, repo string) string
	FindComment(id string) *Comment
	SecurityContext(r *http.Request) *User
}

var be backend

func userIDFromToken(r *http.Request) string { return r.Header.Get("X-User") }

// What says no was handed the credentials: they may be what it refuses.
func handed(w http.ResponseWriter, r *http.Request) {
	header := r.Header.Get("Authorization")
	p, err := be.Authorize(header, "pull")
	if err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
		return
	}
	if !p.Allowed {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
}

// Credentials that are read fail with an error: who comes out is known.
func read(w http.ResponseWriter, r *http.Request) {
	user, err := be.ReadUser(r.Header.Get("Authorization"))
	if err != nil {
		return
	}
	if !user.IsAdmin {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is no administrator \(user\.IsAdmin, line 56\): respond 403`
		return
	}
}

// A challenge that is set with the 401 asks for other credentials on purpose.
func onPurpose(w http.ResponseWriter, r *http.Request) {
	user, err := be.ValidateSession(r)
	if err != nil {
		return
	}
	if !user.IsAdmin {
		w.Header().Set("WWW-Authenticate", `Basic realm="admin"`)
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
}

func byAccident(w http.ResponseWriter, r *http.Request) {
	user, err := be.ValidateSession(r)
	if err != nil {
		return
	}
	if !user.IsAdmin {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is no administrator \(user\.IsAdmin, line 80\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
}

// A user who is not found, after their session was verified, may mean either.
func found(w http.ResponseWriter, r *http.Request) {
	user, err := be.ValidateSession(r)
	if err != nil {
		return
	}
	current := be.CurrentOrganization(user)
	if current == nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
}

// Whoever is taken from the context without asking is known.
func taken(w http.ResponseWriter, r *http.Request) {
	u := r.Context().Value(key{}).(*User)
	switch be.RepoAccess(u.Name, r.PathValue("repo")) {
	case "write":
		w.WriteHeader(http.StatusNoContent)
	default:
		http.Error(w, "user does not have write permission", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(the text of the response, line 106\): respond 403`
	}
}

// Nobody is known here.
func nobody(w http.ResponseWriter, r *http.Request) {
	switch be.RepoAccess(r.FormValue("name"), r.PathValue("repo")) {
	case "write":
		w.WriteHeader(http.StatusNoContent)
	default:
		http.Error(w, "user does not have write permission", http.StatusUnauthorized)
	}
}

func owner(w http.ResponseWriter, r *http.Request) {
	c := be.FindComment(r.PathValue("id"))
	if c.UserID != userIDFromToken(r) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(c\.UserID != userIDFromToken\(r\), line 122\): respond 403`
		return
	}
}

func security(w http.ResponseWriter, r *http.Request) {
	securityContext := be.SecurityContext(r)
	if !securityContext.IsAdmin {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and is no administrator \(securityContext\.IsAdmin, line 130\): respond 403`
		return
	}
}

// The signature is that of a token.
func signature(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), func(*jwt.Token) (any, error) { return []byte("secret"), nil })
	if err != nil {
		http.Error(w, "invalid JWT: can't verify signature", http.StatusForbidden) // want `403 \[want-401\]: the token failed verification \(err from jwt\.Parse, line 138\)`
		return
	}
}

// A closure that only answers: what led to its calls decides.
func closure(w http.ResponseWriter, r *http.Request) {
	abort := func() {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: no credentials were sent \(token, line 151\)`
	}
	token := r.Header.Get("X-Token")
	if token == "" {
		abort()
		return
	}
	if _, err := be.ValidateSession(r); err != nil {
		abort()
		return
	}
}

// Its calls have different reasons.
func different(w http.ResponseWriter, r *http.Request) {
	abort := func() {
		http.Error(w, "no", http.StatusForbidden)
	}
	user, err := be.ValidateSession(r)
	if err != nil {
		abort()
		return
	}
	if !user.IsAdmin {
		abort()
		return
	}
}

// It is handed on: who calls it can't be seen.
func kept(w http.ResponseWriter, r *http.Request) func() {
	abort := func() {
		http.Error(w, "no", http.StatusForbidden)
	}
	if r.Header.Get("X-Token") == "" {
		abort()
	}
	return abort
}

// The name beside the password tells nothing more.

type login struct{ UserName, Password string }

func equal(username, password string, want login) bool {
	return username == want.UserName && password == want.Password
}

func basic(w http.ResponseWriter, r *http.Request, want login) {
	if u, p, ok := r.BasicAuth(); ok && equal(u, p, want) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no Basic credentials were sent \(ok from r\.BasicAuth, line 197\)`
}

// Headers, status and body are one answer, however many calls set them.
func atLength(w http.ResponseWriter, r *http.Request) {
	u := r.Context().Value(key{}).(*User)
	switch be.RepoAccess(u.Name, r.PathValue("repo")) {
	case "write":
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(the text of the response, line 214\): respond 403`
		w.Write([]byte("user does not have write permission"))
		return
	}
}

// A challenge among them is on purpose.
func atLengthOnPurpose(w http.ResponseWriter, r *http.Request) {
	user, err := be.ValidateSession(r)
	if err != nil {
		return
	}
	if !user.IsAdmin {
		w.Header().Set("WWW-Authenticate", `Basic realm="admin"`)
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.WriteHeader(http.StatusUnauthorized)
		w.Write([]byte("no"))
		return
	}
}
