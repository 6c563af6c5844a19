// Package ginapp wires handlers with gin.
package ginapp

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func challenge(c *gin.Context) {
	c.Header("WWW-Authenticate", `Bearer realm="x"`)
	c.Next()
}

// falls goes on where it returns.
func falls() gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
	}
}

// own sets it for its own 401 and no other.
func own(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	c.Next()
}

func Routes() *gin.Engine {
	r := gin.New()
	r.GET("/before", before)
	r.Use(gin.Recovery(), own)
	r.GET("/open", open)
	r.GET("/inline", challenge, inline)
	g := r.Group("/group", challenge)
	{
		g.GET("", group)
		g.POST("/deep", func(c *gin.Context) {
			c.AbortWithStatus(http.StatusUnauthorized)
		})
	}
	r.Use(falls())
	r.GET("/after", after)
	register(r.Group("/sub"))
	r.GET("/some", some)
	return r
}

func register(r gin.IRouter) {
	r.GET("/sub", sub)
}

func Other(r *gin.Engine) { r.GET("/some/open", some) }

func before(c *gin.Context) {
	c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.AbortWithStatus in before sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func open(c *gin.Context) {
	c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.AbortWithStatus in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) }

func group(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) }

func after(c *gin.Context) { c.JSON(http.StatusUnauthorized, gin.H{"error": "no"}) }

func sub(c *gin.Context) { c.JSON(http.StatusUnauthorized, gin.H{"error": "no"}) }

func some(c *gin.Context) {
	c.JSON(http.StatusUnauthorized, gin.H{"error": "no"}) // want `401 \[missing-challenge\]: c.JSON in some sends no WWW-Authenticate on the way from GET /some/open: set a challenge there too \(RFC 9110 §15.5.2\)`
}
