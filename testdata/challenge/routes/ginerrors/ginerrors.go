// Package ginerrors has a central handler of errors that sets no challenge.
package ginerrors

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

type problem struct {
	status int
	text   string
}

func (p *problem) Error() string { return p.text }

var errNoKey = errors.New("no key")

// problems answers the errors that handlers left.
func problems(c *gin.Context) {
	c.Next()
	last := c.Errors.Last()
	if last == nil {
		return
	}
	if errors.Is(last.Err, errNoKey) {
		c.JSON(http.StatusUnauthorized, gin.H{"error": "key needed"}) // want `401 \[missing-challenge\]: c.JSON in problems sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
		return
	}
	var p *problem
	if errors.As(last.Err, &p) {
		c.JSON(p.status, gin.H{"error": p.text}) // want `401 \[missing-challenge\]: c.JSON in problems sends no WWW-Authenticate: no registered scheme names what comes in a header or a parameter of its own, so set a challenge with a private one before it \(RFC 9110 §15.5.2\)`
	}
}

func requireKey(c *gin.Context) {
	switch c.GetHeader("X-API-Key") {
	case "":
		_ = c.Error(errNoKey)
		c.Abort()
	case "old":
		_ = c.Error(&problem{http.StatusUnauthorized, "key expired"})
		c.Abort()
	}
}

func Routes() *gin.Engine {
	r := gin.New()
	r.Use(problems, requireKey)
	r.GET("/", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	return r
}
