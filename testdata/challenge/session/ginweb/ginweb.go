// Package ginweb is a gin site with a session cookie and one helper that answers.
package ginweb

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

var sessions = map[string]string{}

func user(c *gin.Context) string {
	id, err := c.Cookie("sid")
	if err != nil {
		return ""
	}
	return sessions[id]
}

// Two places send 401 through one responder.
func fail(c *gin.Context, code int) {
	c.AbortWithStatusJSON(code, gin.H{"error": http.StatusText(code)}) // want `401 \[session-challenge\]: this package reads nothing but a session cookie and sends 401 from 2 places \(lines 28, 36\) without WWW-Authenticate: add a private scheme in one place, redirect page loads to the login, or disable this rule \(RFC 9110 §11\.4\)`
}

// The first place.
func listPosts(c *gin.Context) {
	if user(c) == "" {
		fail(c, http.StatusUnauthorized)
	}
}

// The second place.
func putPost(c *gin.Context) {
	switch user(c) {
	case "":
		fail(c, http.StatusUnauthorized)
	case "reader":
		fail(c, http.StatusForbidden)
	}
}

// Routes registers the handlers.
func Routes(r gin.IRouter) {
	r.GET("/posts", listPosts)
	r.PUT("/posts/:id", putPost)
}
