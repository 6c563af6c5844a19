// Package weak sends Bearer challenges that leave out what clients act on, and
// others that don't.
package weak

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

type claims struct {
	subject string
	scopes  []string
}

var errInvalidToken = errors.New("invalid token")

func verifyToken(raw string) (*claims, error) {
	if raw != "secret" {
		return nil, errInvalidToken
	}
	return &claims{subject: "ann"}, nil
}

func bearer(r *http.Request) string {
	raw, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return raw
}

// The token was rejected, and the challenge does not say so.
func rejected(w http.ResponseWriter, r *http.Request) {
	if _, err := verifyToken(bearer(r)); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`) // want `401 \[weak-challenge\]: the credentials were rejected \(err from verifyToken, line 34\), and the challenge has no error="invalid_token", at which clients refresh their token \(RFC 6750 §3\.1\)`
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
}

// A realm that is known only at run time is no error.
func rejectedIn(w http.ResponseWriter, r *http.Request, realm string) {
	if _, err := verifyToken(bearer(r)); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+realm+`"`) // want `401 \[weak-challenge\]: the credentials were rejected \(err from verifyToken, line 42\), and the challenge has no error="invalid_token", at which clients refresh their token \(RFC 6750 §3\.1\)`
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
}

// No token was sent, and the challenge speaks of one.
func absent(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="invalid_token"`) // want `401 \[weak-challenge\]: no Authorization header was sent \(r\.Header\.Get, line 50\), and the challenge has error="invalid_token", which speaks of a token that was sent \(RFC 6750 §3\.1\)`
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

// Without credentials there is no error, of whatever name, also in a format.
func absentNamed(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="missing_token"`) // want `401 \[weak-challenge\]: no Authorization header was sent \(r\.Header\.Get, line 58\), and the challenge has error="missing_token", which no challenge has where none was sent \(RFC 6750 §3\.1\)`
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

func absentFormatted(w http.ResponseWriter, r *http.Request, realm string) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer realm=%q, error="missing_token"`, realm)) // want `401 \[weak-challenge\]: no Authorization header was sent \(r\.Header\.Get, line 65\), and the challenge has error="missing_token", which no challenge has where none was sent \(RFC 6750 §3\.1\)`
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

// Which error it is, is known only at run time; it may be left out too.
func absentWith(w http.ResponseWriter, r *http.Request, code string) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q, error=%q", "weak", code))
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

// The scope is lacking, and no challenge says so.
func scoped(w http.ResponseWriter, r *http.Request) {
	c, err := verifyToken(bearer(r))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="invalid_token"`)
		http.Error(w, "bad token", http.StatusUnauthorized)
		return
	}
	if !slices.Contains(c.scopes, "write") {
		http.Error(w, "insufficient scope", http.StatusForbidden) // want `403 \[weak-challenge\]: lacks a scope \(slices\.Contains\(c\.scopes, "write"\), line 87\), and no challenge says so: clients ask for more at Bearer error="insufficient_scope" with scope \(RFC 6750 §3\.1\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// It says so.
func scopedWell(w http.ResponseWriter, r *http.Request) {
	c, err := verifyToken(bearer(r))
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="invalid_token"`)
		http.Error(w, "bad token", http.StatusUnauthorized)
		return
	}
	if !slices.Contains(c.scopes, "write") {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak", error="insufficient_scope", scope="write"`)
		http.Error(w, "insufficient scope", http.StatusForbidden)
	}
}

// No token, and no error.
func absentWell(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`)
		http.Error(w, "no token", http.StatusUnauthorized)
	}
}

// One branch for both: nothing is sure.
func either(w http.ResponseWriter, r *http.Request) {
	raw := bearer(r)
	_, err := verifyToken(raw)
	if raw == "" || err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}

// The rest of the challenge may have the error.
func unknown(w http.ResponseWriter, r *http.Request, rest string) {
	if _, err := verifyToken(bearer(r)); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`+rest)
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
}

// A password has no error code.
func password(w http.ResponseWriter, r *http.Request) {
	if _, pass, _ := r.BasicAuth(); pass != "secret" {
		w.Header().Set("WWW-Authenticate", `Basic realm="weak"`)
		http.Error(w, "bad password", http.StatusUnauthorized)
	}
}

// A right that is no scope.
func admins(w http.ResponseWriter, r *http.Request) {
	c, err := verifyToken(bearer(r))
	if err == nil && c.subject != "admin" {
		http.Error(w, "admins only", http.StatusForbidden)
	}
}

type verifier interface {
	Verify(token string) (*claims, error)
}

// The field as it came: it is refused too where none was sent.
func whole(v verifier, w http.ResponseWriter, r *http.Request) {
	c, err := v.Verify(r.Header.Get("Authorization"))
	if err != nil || c == nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="weak"`)
		http.Error(w, "no", http.StatusUnauthorized)
	}
}
