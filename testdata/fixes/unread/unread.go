// Package unread answers for packages that read credentials, and reads none:
// only they know the scheme. With a configured challenge each has a fix.
package unread

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

type user struct{ name string }

type userKey struct{}

func current(ctx context.Context) *user {
	u, _ := ctx.Value(userKey{}).(*user)
	return u
}

// Unauthorized answers for any handler.
func Unauthorized(w http.ResponseWriter, text string) {
	http.Error(w, text, http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// Who asks was found out elsewhere.
func profile(w http.ResponseWriter, r *http.Request) {
	u := current(r.Context())
	if u == nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	_, _ = w.Write([]byte(u.name))
}

func settings(w http.ResponseWriter, r *http.Request) {
	if current(r.Context()) == nil {
		http.Error(w, "log in first", http.StatusForbidden) // want `403 \[want-401\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

var errNobody = errors.New("nobody")

// A responder of several statuses.
func fail(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if errors.Is(err, errNobody) {
		status = http.StatusUnauthorized
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]`
	_ = json.NewEncoder(w).Encode(err.Error())
}
