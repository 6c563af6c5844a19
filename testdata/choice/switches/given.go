package switches

import (
	"net/http"
	"strings"
)

// A function says by a constant of its own why it lets nobody pass; the names say
// nothing.

type verdict int

const (
	pass verdict = iota
	first
	second
	third
	fourth
)

type seat struct {
	grade  int
	closed string
}

type book struct{ seats map[string]*seat }

func (b *book) weigh(r *http.Request) (verdict, *seat) {
	_, raw, cut := strings.Cut(r.Header.Get("Authorization"), "Bearer ")
	if !cut {
		return first, nil
	}
	s, listed := b.seats[raw]
	switch {
	case !listed && len(raw) > 10:
		return second, nil
	case !listed:
		return fourth, nil
	case s.grade < 3:
		return third, s
	case s.closed == "all":
		return fourth, s
	}
	return pass, s
}

func (b *book) open(w http.ResponseWriter, r *http.Request) {
	switch v, s := b.weigh(r); v {
	case pass:
		w.Write([]byte(s.closed))
	case first, second:
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(first, line 51\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	case third:
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(third, line 53\): respond 403 \(RFC 9110 §15\.5\.4\)`
	case fourth: // for one thing or another
		w.WriteHeader(http.StatusForbidden)
	}
}

func (b *book) read(w http.ResponseWriter, r *http.Request) {
	if v, _ := b.weigh(r); v == third {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Variables that are set to what a test says, in a branch too.

func (b *book) flagged(w http.ResponseWriter, r *http.Request) {
	bad := r.Header.Get("Authorization") == ""
	if !bad {
		bad = b.seats[r.Header.Get("Authorization")] == nil
	}
	if bad {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(b\.seats\[r\.Header\.Get\("Authorization"\)\], line 73\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (b *book) flaggedLater(w http.ResponseWriter, r *http.Request) {
	known := false
	if v := r.Header.Get("Authorization"); v != "" {
		_, known = b.seats[v]
	}
	if !known {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(b\.seats\[v\], line 85\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (b *book) flaggedFalse(w http.ResponseWriter, r *http.Request) {
	known := false
	if v := r.Header.Get("Authorization"); v != "" {
		known = b.seats[v] != nil
	}
	if !known {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(b\.seats\[v\], line 97\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (b *book) flaggedRight(w http.ResponseWriter, r *http.Request) {
	s := b.seats[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]
	if s == nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="book"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	small := s.grade < 2
	if s.closed == "half" {
		small = s.grade < 4
	}
	if small {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s\.grade < 4, line 115\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (b *book) flaggedEither(w http.ResponseWriter, r *http.Request) {
	open := false
	if s := b.seats[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")]; s != nil {
		open = s.grade > 2
	}
	if !open {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
