// Package members has middlewares for other packages: some let only known
// callers pass.
package members

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

type Member struct{ Name string }

type Desk struct{ members map[string]*Member }

type key struct{}

func (d *Desk) verifyToken(token string) (*Member, error) {
	if m := d.members[token]; m != nil {
		return m, nil
	}
	return nil, errors.New("bad token")
}

// SignedIn lets only members pass.
func (d *Desk) SignedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		m, err := d.verifyToken(r.Header.Get("Authorization"))
		if err != nil {
			http.Error(w, "sign in", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, m)))
	})
}

// Looked looks who asks, and lets everybody pass.
func (d *Desk) Looked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if m, err := d.verifyToken(r.Header.Get("Authorization")); err == nil {
			r = r.WithContext(context.WithValue(r.Context(), key{}, m))
		}
		next.ServeHTTP(w, r)
	})
}

// Either lets everybody pass if it is told to.
func (d *Desk) Either(all bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			if all {
				next.ServeHTTP(w, r)
				return
			}
			if _, err := d.verifyToken(r.Header.Get("Authorization")); err != nil {
				http.Error(w, "sign in", http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Refuse keeps what stands behind a middleware from running.
func Refuse(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="x"`)
	c.AbortWithStatus(http.StatusUnauthorized)
}

// Say does not.
func Say(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="x"`)
	c.Status(http.StatusUnauthorized)
}

// Gin lets only members pass.
func (d *Desk) Gin() gin.HandlerFunc {
	return func(c *gin.Context) {
		m, err := d.verifyToken(c.GetHeader("Authorization"))
		if err != nil {
			Refuse(c)
			return
		}
		c.Set("member", m)
	}
}

func (d *Desk) Verify(token string) (*Member, error) { return d.verifyToken(token) }
