// Package shared looks credentials up in maps that several share.
package shared

import (
	"net/http"
	"sync"

	"github.com/labstack/echo/v4"
)

type seat struct{ row int }

type hall struct {
	seats sync.Map
	paint sync.Map
}

func (h *hall) byHeader(w http.ResponseWriter, r *http.Request) {
	v, ok := h.seats.Load(r.Header.Get("X-Api-Key"))
	if !ok {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(ok from h\.seats\.Load, line 19\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if v.(*seat).row != 2 {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(v\.\(\*seat\)\.row != 2, line 24\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *hall) byCookie(c echo.Context) error {
	k, err := c.Cookie("session")
	if err != nil {
		return c.NoContent(http.StatusUnauthorized)
	}
	if _, ok := h.seats.LoadAndDelete(k.Value); !ok {
		return c.NoContent(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(ok from h\.seats\.LoadAndDelete, line 36\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	return c.NoContent(http.StatusNoContent)
}

// Silent: a color is no credential.
func (h *hall) byColor(w http.ResponseWriter, r *http.Request) {
	if _, ok := h.paint.Load(r.URL.Query().Get("color")); !ok {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent: whether it was there before says nothing.
func (h *hall) once(w http.ResponseWriter, r *http.Request) {
	if _, loaded := h.seats.LoadOrStore(r.Header.Get("X-Api-Key"), &seat{}); !loaded {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// A pair is put together of what was sent.
type pair struct{ a, b string }

func pairOf(r *http.Request) (p pair, ok bool) {
	p.a, p.b, ok = r.BasicAuth()
	return
}

func byPair(w http.ResponseWriter, r *http.Request) {
	p, ok := pairOf(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", `Basic realm="shared"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if p != (pair{"ann", "x"}) {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: the credentials were rejected \(p != \(pair\{…\}\), line 75\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent: what else the request says is in it.
func byMore(w http.ResponseWriter, r *http.Request) {
	var p pair
	p.a = r.Header.Get("X-Api-Key")
	p.b = r.URL.Query().Get("color")
	if p != (pair{"ann", "x"}) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

var _ = []any{(*hall).byHeader, (*hall).byCookie, (*hall).byColor, (*hall).once, byPair, byMore}
