// Package services has small services with their own errors and statuses.
package services

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

type HTTPErr struct {
	Status int
	Text   string
}

func (e *HTTPErr) Error() string   { return e.Text }
func (e *HTTPErr) StatusCode() int { return e.Status }

type coded interface{ StatusCode() int }

type handler func(w http.ResponseWriter, r *http.Request) error

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h(w, r)
	var c coded
	if errors.As(err, &c) {
		w.Header().Set("WWW-Authenticate", "Bearer realm=\"f\"")
		http.Error(w, err.Error(), c.StatusCode())
		return
	}
	if err != nil {
		http.Error(w, "x", 500)
	}
}

type User struct {
	ID     int64
	Handle string
	Org    int64
	Paid   bool
	Tier   string
}

type DB struct{ db *sql.DB }

func (d *DB) ByKey(ctx context.Context, k string) (*User, error) {
	var u User
	err := d.db.QueryRowContext(ctx, "select id from u where k = $1", k).Scan(&u.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &u, nil
}

type App struct{ db *DB }

func (a *App) caller(r *http.Request) (*User, error) {
	k := r.Header.Get("X-API-Key")
	if k == "" {
		k = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	if k == "" {
		return nil, &HTTPErr{403, "no key"} // want `403 \[want-401\]: no credentials were sent \(k, line 68\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	u, err := a.db.ByKey(r.Context(), k)
	if err != nil {
		return nil, fmt.Errorf("db: %w", err)
	}
	if u == nil {
		return nil, &HTTPErr{403, "bad key"} // want `403 \[want-401\]: the credentials were rejected \(a\.db\.ByKey, line 71\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	return u, nil
}

func (a *App) Export(w http.ResponseWriter, r *http.Request) error {
	u, err := a.caller(r)
	if err != nil {
		return err
	}
	if !u.Paid {
		return &HTTPErr{401, "pay first"} // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Paid, line 86\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	if u.Tier != "gold" && u.Tier != "silver" {
		return &HTTPErr{http.StatusUnauthorized, "wrong tier"} // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Tier != "gold", line 89\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return json.NewEncoder(w).Encode(u)
}

func (a *App) Org(w http.ResponseWriter, r *http.Request) error {
	u, err := a.caller(r)
	if err != nil {
		return err
	}
	var in struct{ Org int64 }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return &HTTPErr{400, "x"}
	}
	if in.Org != u.Org {
		return &HTTPErr{401, "not yours"} // want `401 \[want-403\]: the caller is known and does not own the resource \(in\.Org != u\.Org, line 104\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

func Routes(a *App) http.Handler {
	m := http.NewServeMux()
	m.Handle("/e", handler(a.Export))
	m.Handle("/d", handler(a.Doc))
	m.Handle("/t", handler(a.Tok))
	m.Handle("/o", handler(a.Org))
	m.HandleFunc("/in", a.SignIn)
	m.HandleFunc("/hook", a.Hook)
	m.HandleFunc("/page", a.Page)
	return m
}

type Doc struct{ Owner int64 }

func (d *DB) Load(dst any, q string, args ...any) error {
	return d.db.QueryRow(q, args...).Scan(dst)
}

func (a *App) Doc(w http.ResponseWriter, r *http.Request) error {
	u, err := a.caller(r)
	if err != nil {
		return err
	}
	var d Doc
	if err := a.db.Load(&d, "select 1 where id = $1", r.PathValue("id")); err != nil {
		return err
	}
	if d.Owner != u.ID {
		return &HTTPErr{401, "not yours"} // want `401 \[want-403\]: the caller is known and does not own the resource \(d\.Owner != u\.ID, line 137\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

func (a *App) Tok(w http.ResponseWriter, r *http.Request) error {
	var u User
	if err := a.db.Load(&u, "select 1 where k = $1", r.Header.Get("X-API-Key")); err != nil {
		return &HTTPErr{403, "no"} // want `403 \[want-401\]: the credentials were rejected \(err from a\.db\.Load, line 145\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if !u.Paid {
		return &HTTPErr{401, "no"} // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Paid, line 148\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return nil
}

// A login form: silent either way.
func (a *App) SignIn(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("password") != "x" {
		http.Error(w, "no", 403)
	}
}

// A machine's signature: silent.
func (a *App) Hook(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Hub-Signature") == "" {
		http.Error(w, "no", 403)
	}
}

func (a *App) Page(w http.ResponseWriter, r *http.Request) {
	u, err := a.caller(r)
	if err != nil || u == nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	switch u.Tier {
	case "gold", "silver":
		w.WriteHeader(204)
	case "bronze":
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Tier == "bronze", line 174\): respond 403 \(RFC 9110 §15\.5\.4\)`
	default:
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(u\.Tier == "bronze", line 174\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

// A Finder is put together before it is asked.
type Query struct {
	Error error
}

type Finder interface {
	Where(what string, arg any) Finder
	First(dst any) *Query
}

func (a *App) Built(w http.ResponseWriter, r *http.Request, f Finder) {
	var u User
	if err := f.Where("k = ?", r.Header.Get("Authorization")).First(&u).Error; err != nil {
		http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(err from f\.Where\("k = \?", r\.Header\.Get\("Authorization"\)\)\.First, line 196\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	var d Doc
	if f.Where("id = ?", r.PathValue("id")).First(&d).Error != nil {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	if d.Owner != u.ID {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(d\.Owner != u\.ID, line 205\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}
