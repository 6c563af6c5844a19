// Package ginboth has two engines, one of which answers errors with the challenge.
package ginboth

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

var errLogin = errors.New("log in first")

func failures(c *gin.Context) {
	c.Next()
	if len(c.Errors) == 0 {
		return
	}
	if c.Writer.Status() == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
	}
	c.JSON(-1, gin.H{"error": c.Errors.Last().Error()})
}

func Public() *gin.Engine {
	e := gin.New()
	e.Use(failures)
	e.GET("/a", inside)
	return e
}

func Admin() *gin.Engine {
	e := gin.New()
	e.GET("/b", outside)
	return e
}

func inside(c *gin.Context) {
	c.Status(http.StatusUnauthorized)
	c.Error(errLogin)
	c.Abort()
}

func outside(c *gin.Context) {
	c.Status(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Status in outside sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	c.Error(errLogin)
	c.Abort()
}

func Both() (*gin.Engine, *gin.Engine) {
	e, f := gin.New(), gin.New()
	e.Use(failures)
	e.GET("/c", both)
	f.GET("/c", both)
	return e, f
}

func both(c *gin.Context) {
	c.Status(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Status in both sends no WWW-Authenticate on the way from GET /c: set a challenge there too \(RFC 9110 §15\.5\.2\)`
	c.Error(errLogin)
	c.Abort()
}
