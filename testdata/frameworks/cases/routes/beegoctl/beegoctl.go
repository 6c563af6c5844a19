// Package beegoctl wires controllers with Beego.
package beegoctl

import (
	"net/http"

	"github.com/beego/beego/v2/server/web"
)

type user struct{ Role string }

func find(name, password string) (*user, error) { return nil, http.ErrNoCookie }

// base lets only callers pass who are known.
type base struct {
	web.Controller
	user *user
}

func (c *base) Prepare() {
	name, password, ok := c.Ctx.Request.BasicAuth()
	if !ok {
		c.deny()
		return
	}
	u, err := find(name, password)
	if err != nil {
		c.deny()
		return
	}
	c.user = u
}

func (c *base) deny() {
	c.Ctx.Output.Header("WWW-Authenticate", `Basic realm="x"`)
	c.Ctx.Output.SetStatus(http.StatusUnauthorized)
	c.ServeJSON()
}

type notes struct{ base }

func (c *notes) Get() {
	if c.user.Role != "reader" {
		c.Ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a role \(c.user.Role, line 43\): respond 403 \(RFC 9110 §15.5.4\)`
		return
	}
	c.ServeJSON()
}

func (c *notes) Save() {
	if c.user.Role != "writer" {
		c.Ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a role \(c.user.Role, line 51\): respond 403 \(RFC 9110 §15.5.4\)`
		return
	}
	c.ServeJSON()
}

// open is for everybody.
type open struct{ web.Controller }

func (c *open) Post() {
	c.Ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Ctx.Output.SetStatus in \(\*open\).Post sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func Routes() {
	web.Router("/notes", &notes{})
	web.Router("/notes/save", &notes{}, "post,put:Save")
	web.Router("/open", &open{})
}
