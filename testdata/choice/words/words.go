// Package words has cases in which names tell what was found out.
package words

import (
	"errors"
	"net/http"
)

type User struct {
	ID, Role        string
	IsAdmin, Locked bool
}

type Post struct{ AuthorID string }

type Config struct{ Reports bool }

type backend interface {
	ValidateToken(token string) (*User, error)
	CurrentUser(r *http.Request) (*User, error)
	RequireLoggedIn(r *http.Request) error
	RequireLoggedInAdmin(r *http.Request) error
	FindPost(id string) (*Post, error)
}

var (
	be  backend
	cfg Config

	ErrTokenRevoked = errors.New("revoked")
)

func send(w http.ResponseWriter, status int, text string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	http.Error(w, text, status)
}

func LoggedIn(w http.ResponseWriter, r *http.Request) {
	if err := be.RequireLoggedIn(r); err != nil {
		send(w, 403, "no") // want `want-401\]: the caller is not known \(err from be\.RequireLoggedIn, line 39\)`
	}
	// Either may be meant.
	if err := be.RequireLoggedInAdmin(r); err != nil {
		send(w, 403, "no")
	}
}

func Roles(w http.ResponseWriter, r *http.Request) {
	user, err := be.ValidateToken(r.Header.Get("X-Token"))
	if err != nil {
		send(w, 401, "invalid token")
		return
	}
	if !user.IsAdmin {
		send(w, 401, "no") // want `401 \[want-403\]: the caller is known and is no administrator \(user\.IsAdmin, line 54\): respond 403`
		return
	}
	if user.Role != "editor" {
		send(w, 401, "invalid token")
		return
	}
	post, err := be.FindPost(r.FormValue("id"))
	if err != nil {
		w.WriteHeader(404)
		return
	}
	_ = post
}

func Owner(w http.ResponseWriter, r *http.Request, post *Post) {
	currentUser, err := be.CurrentUser(r)
	if err != nil {
		w.WriteHeader(500)
		return
	}
	if currentUser.ID != post.AuthorID {
		send(w, 401, "no") // want `want-403\]: the caller is known and does not own the resource \(currentUser\.ID != post\.AuthorID, line 76\)`
		return
	}
}

func Merged(w http.ResponseWriter, r *http.Request) {
	user, _ := be.CurrentUser(r)
	if user == nil || !user.IsAdmin {
		send(w, 403, "no")
	}
	if user == nil || !user.IsAdmin {
		send(w, 401, "no")
	}
}

func Locked(w http.ResponseWriter, user *User) {
	if user.Locked {
		send(w, 401, "no")
	}
}

func SwitchedOff(w http.ResponseWriter, r *http.Request) {
	if !cfg.Reports {
		send(w, 401, "no") // want `want-403\]: the endpoint is switched off \(cfg\.Reports, line 99\) and no credentials would change that`
	}
}

func Revoked(w http.ResponseWriter, err error) {
	if errors.Is(err, ErrTokenRevoked) {
		send(w, 401, "no") // want `want-403\]: the token was revoked \(ErrTokenRevoked, line 105\), so the same credentials won't do again`
	}
}

// The opposite, which -revoked=401 reports.
func RevokedForbidden(w http.ResponseWriter, err error) {
	if errors.Is(err, ErrTokenRevoked) {
		send(w, 403, "no")
	}
}

// The challenge says what is wrong, as RFC 6750 has it.
func RevokedBearer(w http.ResponseWriter, err error) {
	if errors.Is(err, ErrTokenRevoked) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x", error="invalid_token"`)
		w.WriteHeader(401)
	}
}

// A status that is not sent is no choice.
func noResponse(user *User) int {
	code := 401
	if !user.IsAdmin {
		println(code == 403)
	}
	return 0
}

// The missing challenge is not reported as well.
func Once(w http.ResponseWriter, user *User) {
	if !user.IsAdmin {
		http.Error(w, "no", 401) // want `want-403`
		return
	}
}
