// Package members has middlewares for other packages: some let only known
// callers pass.
package members

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
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

// Slot is where Kept and Some keep a member, or an error.
const Slot = "slot"

type slot int

// Seat is where Seated keeps a member.
const Seat slot = 1

// Kept keeps the member with the request, or why there is none, and lets
// everybody pass.
func (d *Desk) Kept(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		m, err := d.verifyToken(c.Request().Header.Get("Authorization"))
		if err != nil {
			c.Set(Slot, echo.NewHTTPError(http.StatusTeapot, "sign in"))
			return next(c)
		}
		c.Set(Slot, m)
		return next(c)
	}
}

// Some keeps nothing where nothing is sent.
func (d *Desk) Some(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if token := c.Request().Header.Get("Authorization"); token != "" {
			m, err := d.verifyToken(token)
			if err != nil {
				c.Set(Slot, echo.NewHTTPError(http.StatusTeapot, "sign in"))
				return next(c)
			}
			c.Set(Slot, m)
		}
		return next(c)
	}
}

// Seated keeps the member with the request, if there is one.
func (d *Desk) Seated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		if m, err := d.verifyToken(r.Header.Get("Authorization")); err == nil {
			r = r.WithContext(context.WithValue(r.Context(), Seat, m))
		}
		next.ServeHTTP(w, r)
	})
}
