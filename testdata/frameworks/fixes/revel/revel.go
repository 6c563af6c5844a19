// Package revel answers with revel.
package revel

import (
	"net/http"

	"github.com/revel/revel"
)

type Reports struct{ *revel.Controller }

func (c Reports) Show() revel.Result {
	if c.Request.Header.Get("Authorization") == "" {
		c.Response.Status = http.StatusUnauthorized
		return c.RenderText("log in first")
	}
	return c.RenderText("")
}
