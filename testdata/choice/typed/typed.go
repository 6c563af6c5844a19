// Package typed has cases in which an API tells what was found out.
package typed

import (
	"crypto/subtle"
	"errors"
	"net/http"

	"github.com/casbin/casbin/v2"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/sessions"
	"golang.org/x/crypto/bcrypt"
)

var (
	key      jwt.Keyfunc
	verifier *oidc.IDTokenVerifier
	store    *sessions.CookieStore
	enforcer *casbin.Enforcer
	apiKey   string
	hash     []byte
)

func Parse(w http.ResponseWriter, r *http.Request) {
	token, err := jwt.Parse(r.Header.Get("X-Token"), key)
	if err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the token failed verification \(err from jwt\.Parse, line 26\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !token.Valid {
		w.WriteHeader(403) // want `want-401\]: the token is not valid \(token\.Valid, line 31\)`
	}
}

func Verify(w http.ResponseWriter, r *http.Request) {
	if _, err := verifier.Verify(r.Context(), "raw"); err != nil {
		fail(w, http.StatusForbidden) // want `want-401\]: the token failed verification \(err from verifier\.Verify, line 37\)`
		return
	}
}

// fail is a responder: the place is the constant at its caller.
func fail(w http.ResponseWriter, status int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	w.WriteHeader(status)
}

func Expired(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse("x", key)
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		fail(w, http.StatusForbidden) // want `want-401\]: the token has expired \(jwt\.ErrTokenExpired, line 52\)`
	case err != nil:
		fail(w, http.StatusUnauthorized)
	}
}

func Basic(w http.ResponseWriter, r *http.Request) {
	_, _, ok := r.BasicAuth()
	if !ok {
		fail(w, http.StatusForbidden) // want `want-401\]: no Basic credentials were sent \(ok from r\.BasicAuth, line 60\)`
		return
	}
}

func Header(w http.ResponseWriter, r *http.Request) {
	if auth := r.Header.Get("Authorization"); auth == "" {
		fail(w, http.StatusForbidden) // want `want-401\]: no Authorization header was sent`
	}
}

func Compare(w http.ResponseWriter, r *http.Request) {
	got := r.Header.Get("X-Api-Key")
	if subtle.ConstantTimeCompare([]byte(got), []byte(apiKey)) != 1 {
		fail(w, http.StatusForbidden) // want `want-401\]: the credentials don't match`
	}
}

func Csrf(w http.ResponseWriter, r *http.Request) {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Csrf-Token")), []byte(apiKey)) != 1 {
		fail(w, http.StatusForbidden)
	}
}

func Password(w http.ResponseWriter, r *http.Request) {
	_, pass, _ := r.BasicAuth()
	if bcrypt.CompareHashAndPassword(hash, []byte(pass)) != nil {
		fail(w, http.StatusForbidden) // want `want-401\]: the password is wrong`
	}
}

// A login form: reviewers differ.
func Login(w http.ResponseWriter, r *http.Request) {
	if bcrypt.CompareHashAndPassword(hash, []byte(r.FormValue("password"))) != nil {
		fail(w, http.StatusForbidden)
	}
}

func Session(w http.ResponseWriter, r *http.Request) {
	s, _ := store.Get(r, "session")
	if s.IsNew {
		fail(w, http.StatusForbidden) // want `want-401\]: there is no session \(s\.IsNew, line 102\)`
	}
}

func Enforce(w http.ResponseWriter, r *http.Request) {
	ok, err := enforcer.Enforce(r.Header.Get("X-User"), r.URL.Path, r.Method)
	if err != nil {
		w.WriteHeader(500)
		return
	}
	if !ok {
		fail(w, http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and the policy engine refused them \(enforcer\.Enforce, line 108\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

// The right way round.
func Right(w http.ResponseWriter, r *http.Request) {
	if _, err := jwt.Parse("x", key); err != nil {
		fail(w, http.StatusUnauthorized)
		return
	}
	if ok, _ := enforcer.Enforce("a", "b"); !ok {
		fail(w, http.StatusForbidden)
	}
}
