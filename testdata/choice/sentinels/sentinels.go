// Package sentinels has helpers that fail with a package-level error, whose name
// and text leave open why: what the helper was handed, and what it tests, say it.
package sentinels

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"strings"
)

var (
	errTwo   = errors.New("two")
	errThree = errors.New("three")
	errFour  = errors.New("four")
)

type key struct{}

type member struct {
	ID    int64
	Spent int
}

type page struct{ By int64 }

// Wiki keeps pages.
type Wiki struct {
	db    *sql.DB
	pages map[string]*page
	store interface {
		Find(token string) (*member, error)
	}
}

// In lets members in.
func (k *Wiki) In(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m, err := k.find(r, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		if errors.Is(err, errThree) {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(errThree, line 41\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		if errors.Is(err, errFour) {
			w.WriteHeader(http.StatusForbidden) // what errFour means is not known
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, m)))
	})
}

func (k *Wiki) find(r *http.Request, token string) (*member, error) {
	m, err := k.store.Find(token)
	if err != nil {
		return nil, errThree
	}
	if r.ContentLength > 100 {
		return nil, errFour
	}
	return m, nil
}

func of(ctx context.Context) *member { m, _ := ctx.Value(key{}).(*member); return m }

func (k *Wiki) page(ctx context.Context, name string) (*page, error) {
	p := k.pages[name]
	if p == nil {
		return nil, errFour
	}
	if p.By != of(ctx).ID {
		return nil, errTwo
	}
	return p, nil
}

// Page shows one to its author.
func (k *Wiki) Page(w http.ResponseWriter, r *http.Request) {
	p, err := k.page(r.Context(), r.PathValue("name"))
	switch {
	case errors.Is(err, errTwo):
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(errTwo, line 81\): respond 403 \(RFC 9110 §15\.5\.4\)`
	case errors.Is(err, errFour):
		http.Error(w, "no", http.StatusForbidden)
	default:
		w.Write([]byte{byte(p.By)})
	}
}

// scanned fills parts of a struct, one by one.
func (k *Wiki) scanned(ctx context.Context, name string) (*page, error) {
	p := &page{}
	if err := k.db.QueryRowContext(ctx, "select by from pages where name = ?", name).Scan(&p.By); err != nil {
		return nil, err
	}
	if p.By != of(ctx).ID {
		return nil, errTwo
	}
	return p, nil
}

// Scanned shows one to its author.
func (k *Wiki) Scanned(w http.ResponseWriter, r *http.Request) {
	p, err := k.scanned(r.Context(), r.PathValue("name"))
	if err == errTwo {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(errTwo, line 105\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	if err != nil {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	w.Write([]byte{byte(p.By)})
}

// either returns one error for two reasons: silent.
func (k *Wiki) either(r *http.Request, name string) (*page, error) {
	p := k.pages[name]
	if of(r.Context()) == nil {
		return nil, errTwo
	}
	if p.By != of(r.Context()).ID {
		return nil, errTwo
	}
	return p, nil
}

// Either shows one to somebody.
func (k *Wiki) Either(w http.ResponseWriter, r *http.Request) {
	p, err := k.either(r, r.PathValue("name"))
	if errors.Is(err, errTwo) {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	w.Write([]byte{byte(p.By)})
}

// What is not found under a credential is nobody's, however the error is called.

var errNothing = errors.New("nothing there")

type rows struct{ db *sql.DB }

func (s *rows) under(key string) (int64, error) {
	var id int64
	err := s.db.QueryRow("select account from tokens where token = $1", key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, errNothing
	}
	return id, err
}

func (s *rows) BySentinel(w http.ResponseWriter, r *http.Request) {
	if _, err := s.under(r.Header.Get("X-Api-Key")); errors.Is(err, errNothing) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(errNothing, line 154\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *rows) Directly(w http.ResponseWriter, r *http.Request) {
	var id int64
	err := s.db.QueryRow("select account from tokens where token = $1", r.Header.Get("X-Api-Key")).Scan(&id)
	if err == sql.ErrNoRows {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(sql\.ErrNoRows, line 162\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
}

func (s *rows) Things(w http.ResponseWriter, r *http.Request) {
	var id int64
	err := s.db.QueryRow("select n from things where id = $1", r.PathValue("id")).Scan(&id)
	if err == sql.ErrNoRows {
		w.WriteHeader(http.StatusForbidden)
	}
}
