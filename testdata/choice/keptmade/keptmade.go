// Package keptmade keeps with the request what a store gives for a token, and in some
// modes something of the same kind that it makes of what was sent.
package keptmade

import (
	"context"
	"net/http"
)

// A Visit is of who was let in.
type Visit struct {
	ID     string
	Token  string
	Person string
}

// A Sheet belongs to somebody.
type Sheet struct{ Person string }

type visitKey struct{}

// Rights tells who may what.
type Rights interface {
	HasPermissionTo(person, what string) bool
}

// Store has visits by their tokens, and sheets.
type Store interface {
	Visit(token string) (*Visit, error)
	Sheet(name string) (*Sheet, error)
}

// A House has a store.
type House struct {
	rights Rights
	store  Store
	only   string
	behind bool
}

func (h *House) enter(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token := r.Header.Get("Authorization")
		if h.only != "" && token == h.only {
			v := &Visit{ID: "only", Token: token, Person: "only"}
			next(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
			return
		}
		if h.behind {
			name := r.Header.Get("X-User-Id")
			v := &Visit{ID: name, Token: name, Person: name}
			next(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
			return
		}
		v, err := h.store.Visit(token)
		if err != nil {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from h\.store\.Visit, line 55\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	}
}

func person(r *http.Request) string {
	v, ok := r.Context().Value(visitKey{}).(*Visit)
	if !ok {
		return ""
	}
	return v.Person
}

// export asks for a right of who is kept.
func (h *House) export(w http.ResponseWriter, r *http.Request) {
	if !h.rights.HasPermissionTo(person(r), "export") {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a permission \(h\.rights\.HasPermissionTo, line 74\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// sheet is another one's: no credential of theirs was rejected.
func (h *House) sheet(w http.ResponseWriter, r *http.Request) {
	s, err := h.store.Sheet(r.PathValue("name"))
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if s.Person != person(r) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
