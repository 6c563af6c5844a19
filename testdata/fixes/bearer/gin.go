package bearer

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func abort(c *gin.Context) {
	if !known(c.Request) {
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "log in first"}) // want `401 \[missing-challenge\]`
		return
	}
	c.Next()
}

func blank(c *gin.Context) {
	if !known(c.Request) {
		_ = c.AbortWithError(http.StatusUnauthorized, http.ErrNoCookie) // want `401 \[missing-challenge\]`
	}
}

func throughWriter(c *gin.Context) {
	if !known(c.Request) {
		c.Writer.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func closure() gin.HandlerFunc {
	return func(c *gin.Context) {
		if !known(c.Request) {
			c.JSON(http.StatusUnauthorized, gin.H{}) // want `401 \[missing-challenge\]`
			c.Abort()
		}
	}
}

type wrapped struct{ C *gin.Context }

// Several callers, one of which sends no 401.
func (g wrapped) fail(code int, msg string) {
	g.C.JSON(code, gin.H{"message": msg}) // want `401 \[missing-challenge\]: .* from 2 places`
}

func show(c *gin.Context) {
	g := wrapped{c}
	if token(c.Request) == "" {
		g.fail(http.StatusUnauthorized, "log in first")
		return
	}
	if !known(c.Request) {
		g.fail(http.StatusUnauthorized, "log in again")
		return
	}
	g.fail(http.StatusNotFound, "no such thing")
}
