// Package choice sends 401 for 403 and the reverse.
package choice

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/golang-jwt/jwt/v5"
)

type claims struct {
	jwt.RegisteredClaims
	IsAdmin bool
}

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

func parse(r *http.Request) (*claims, error) {
	var c claims
	_, err := jwt.ParseWithClaims(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), &c, key)
	return &c, err
}

// The token is rejected: 401, with a challenge that says so.
func rejected(w http.ResponseWriter, r *http.Request) {
	_, err := jwt.Parse(r.Header.Get("Authorization"), key)
	if err != nil {
		http.Error(w, "Forbidden", http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func number(c *gin.Context) {
	if _, err := jwt.Parse(c.GetHeader("Authorization"), key); err != nil {
		c.AbortWithStatusJSON(403, gin.H{"code": 403, "message": "invalid token"})
		return
	}
	c.Next()
}

// The caller is known and lacks a right: 403, and its text follows.
func lacking(w http.ResponseWriter, r *http.Request) {
	user, err := parse(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if !user.IsAdmin {
		http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func text(w http.ResponseWriter, r *http.Request) {
	user, err := parse(r)
	if err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api", error="invalid_token"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if !user.IsAdmin {
		http.Error(w, "401 Unauthorized", 401)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
