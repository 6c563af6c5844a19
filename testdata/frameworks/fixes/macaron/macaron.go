// Package macaron answers with macaron.
package macaron

import (
	"net/http"

	"gopkg.in/macaron.v1"
)

// Context is the project's own, as many have one.
type Context struct {
	*macaron.Context
	IsSigned bool
}

func direct(c *Context) {
	if !c.IsSigned && c.Req.Header.Get("Authorization") == "" {
		c.Error(http.StatusUnauthorized, "log in first")
		return
	}
}

func plain(c *macaron.Context) {
	if c.Req.Header.Get("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, nil)
	}
}
