// Package kept has callers that a framework keeps with the request.
package kept

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type Acct struct {
	ID    int
	Level string
	Team  int
}

type Reg interface {
	Find(tok string) (*Acct, error)
	Team(id string) (int, bool)
}

type H struct{ reg Reg }

func (h *H) In(c *gin.Context) {
	raw, found := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	if !found {
		c.AbortWithStatusJSON(http.StatusForbidden, gin.H{"e": 1}) // want `403 \[want-401\]: the credentials were rejected \(strings\.CutPrefix\(c\.GetHeader\("Authorization"\), "Bearer "\), line 27\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	a, err := h.reg.Find(raw)
	if err != nil {
		c.AbortWithStatusJSON(http.StatusForbidden, gin.H{"e": 2}) // want `403 \[want-401\]: the credentials were rejected \(err from h\.reg\.Find, line 32\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.Set("acct", a)
	c.Next()
}

func acct(c *gin.Context) *Acct {
	v, ok := c.Get("acct")
	if !ok {
		return nil
	}
	return v.(*Acct)
}

func (h *H) Edit(c *gin.Context) {
	a := acct(c)
	if a == nil {
		c.Status(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(acct, line 50\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if a.Level != "editor" {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Level != "editor", line 55\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	t, ok := h.reg.Team(c.Param("team"))
	if !ok {
		c.AbortWithStatus(http.StatusNotFound)
		return
	}
	if t != a.Team {
		c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and does not own the resource \(t != a\.Team, line 64\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	c.Status(204)
}

var errNoGrant = errors.New("no grant")

func (h *H) Need(level string) gin.HandlerFunc {
	return func(c *gin.Context) {
		v, exists := c.Get("acct")
		if !exists {
			c.AbortWithError(http.StatusForbidden, errNoGrant) // want `403 \[want-401\]: the caller is not known \(ok from c\.Get, line 75\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		if v.(*Acct).Level != level {
			c.AbortWithError(http.StatusUnauthorized, errNoGrant) // want `401 \[want-403\]: the caller is known and lacks a right \(v\.\(\*Acct\)\.Level != level, line 80\): respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		}
	}
}

func (h *H) EIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		k := c.QueryParam("api_key")
		if k == "" {
			return echo.NewHTTPError(http.StatusForbidden, "none") // want `403 \[want-401\]: no credentials were sent \(k, line 90\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		}
		a, err := h.reg.Find(k)
		if err != nil {
			return err
		}
		c.Set("a", a)
		return next(c)
	}
}

func (h *H) EEdit(c echo.Context) error {
	a, _ := c.Get("a").(*Acct)
	if a == nil {
		return c.NoContent(http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(a, line 104\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
	}
	if a.Level == "visitor" {
		return echo.NewHTTPError(401, "x") // want `401 \[want-403\]: the caller is known and lacks a right \(a\.Level == "visitor", line 107\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return c.NoContent(204)
}
