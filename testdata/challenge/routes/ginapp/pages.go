package ginapp

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// pages answers with a file where there is one, and keeps the handlers from
// running: what its server may set is on no way to them.
func pages(dir http.FileSystem) gin.HandlerFunc {
	files := http.FileServer(dir)
	return func(c *gin.Context) {
		if f, err := dir.Open(c.Request.URL.Path); err == nil {
			f.Close()
			files.ServeHTTP(c.Writer, c.Request)
			c.Abort()
		}
	}
}

// Near: this one goes on.
func both(dir http.FileSystem) gin.HandlerFunc {
	files := http.FileServer(dir)
	return func(c *gin.Context) {
		files.ServeHTTP(c.Writer, c.Request)
	}
}

func behindPages(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, nil) // want `401 \[missing-challenge\]: c\.JSON in behindPages sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func behindBoth(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, nil)
	}
}

func servePages(dir http.FileSystem) {
	r := gin.New()
	r.Use(pages(dir))
	r.GET("/pages", behindPages)
	q := gin.New()
	q.Use(both(dir))
	q.GET("/both", behindBoth)
}
