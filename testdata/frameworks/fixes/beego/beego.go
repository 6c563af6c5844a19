// Package beego answers with beego.
package beego

import (
	"net/http"

	"github.com/beego/beego/v2/server/web"
	"github.com/beego/beego/v2/server/web/context"
)

type reports struct{ web.Controller }

func (c *reports) known() bool { return c.Ctx.Input.Header("Authorization") == "Bearer x" }

func (c *reports) Get() {
	if !c.known() {
		c.Ctx.Output.SetStatus(http.StatusUnauthorized)
		c.ServeJSON()
		return
	}
}

func (c *reports) Post() {
	c.CustomAbort(http.StatusUnauthorized, "log in first")
}

func filter(ctx *context.Context) {
	ctx.Abort(401, "log in first")
}
