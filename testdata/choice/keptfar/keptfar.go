// Package keptfar finds who asks with the request, where other packages keep them
// under names that say nothing.
package keptfar

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"authstatus.test/choice/keptfar/slots"
	"authstatus.test/choice/keptfar/steps"
)

const challenge = `ApiKey realm="far"`

func Serve(b *steps.Book) {
	m := http.NewServeMux()
	m.Handle("/right", b.First(http.HandlerFunc(right)))
	m.Handle("/wrong", b.First(http.HandlerFunc(wrong)))
	m.Handle("/colors", b.First(http.HandlerFunc(colors)))
	m.Handle("/under", b.First(http.HandlerFunc(under)))
	http.Handle("/", m)
}

var _, _ gin.HandlerFunc = rightGin, wrongGin

// Silent: the texts are the other way round, and decide nothing.
func right(w http.ResponseWriter, r *http.Request) {
	row, ok := slots.Take(r.Context())
	if !ok {
		w.Header().Set("WWW-Authenticate", challenge)
		http.Error(w, "permission denied", http.StatusUnauthorized)
		return
	}
	if row.Kind != 2 {
		http.Error(w, "token required", http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func wrong(w http.ResponseWriter, r *http.Request) {
	row, ok := slots.Take(r.Context())
	if !ok {
		http.Error(w, "x", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(ok from slots\.Take, line 43\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if row.Kind != 2 {
		http.Error(w, "x", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(row\.Kind != 2, line 48\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Silent, as wrong is not.
func rightGin(c *gin.Context) {
	row, err := slots.OffShelf(c)
	if err != nil {
		c.Header("WWW-Authenticate", challenge)
		c.String(http.StatusUnauthorized, "permission denied")
		return
	}
	if row.Kind != 2 {
		c.String(http.StatusForbidden, "token required")
		return
	}
	c.Status(http.StatusNoContent)
}

func wrongGin(c *gin.Context) {
	row, err := slots.OffShelf(c)
	if err != nil {
		c.String(http.StatusForbidden, "x") // want `403 \[want-401\]: the caller is not known \(err from slots\.OffShelf, line 71\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if row.Kind != 2 {
		c.String(http.StatusUnauthorized, "x") // want `401 \[want-403\]: the caller is known and lacks a right \(row\.Kind != 2, line 76\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	c.Status(http.StatusNoContent)
}

// Silent: a color is no caller.
func colors(w http.ResponseWriter, r *http.Request) {
	c, ok := slots.Painted(r.Context())
	if !ok {
		http.Error(w, "x", http.StatusForbidden)
		return
	}
	_, _ = w.Write([]byte(*c))
}

type shade struct{}

// Silent: nobody has kept anything under that key.
func under(w http.ResponseWriter, r *http.Request) {
	if _, ok := slots.Under(r.Context(), shade{}); !ok {
		http.Error(w, "x", http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
