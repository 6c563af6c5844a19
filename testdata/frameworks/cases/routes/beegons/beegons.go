// Package beegons wires namespaces of Beego.
package beegons

import (
	"net/http"

	"github.com/beego/beego/v2/server/web"
	"github.com/beego/beego/v2/server/web/context"
)

func challenge(ctx *context.Context) {
	ctx.Output.Header("WWW-Authenticate", `Basic realm="x"`)
}

func answers(ctx *context.Context) {
	if _, _, ok := ctx.Request.BasicAuth(); !ok {
		challenge(ctx)
		ctx.Output.SetStatus(http.StatusUnauthorized)
		_ = ctx.Output.Body(nil)
	}
}

type notes struct{ web.Controller }

func (c *notes) List() {
	c.Ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Ctx.Output.SetStatus in \(\*notes\).List sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func (c *notes) Save() {
	c.Ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: c.Ctx.Output.SetStatus in \(\*notes\).Save sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

type inner struct{ web.Controller }

func (c *inner) Get() { c.Ctx.Output.SetStatus(http.StatusUnauthorized) }

func (c *inner) Put() { c.Ctx.Output.SetStatus(http.StatusUnauthorized) }

func reads() web.LinkNamespace { return web.NSGet("/get", get) }

func Routes() {
	first := web.NewNamespace("/v1",
		web.NSRouter("/notes", &notes{}, "get:List;post:Save"),
		reads(),
		web.NSNamespace("/in",
			web.NSRouter("/c", &inner{}),
			web.NSPost("/both", both),
			web.NSBefore(challenge),
		),
		web.NSBefore(answers),
	)
	second := web.NewNamespace("/v2").Post("/both", both)
	second.Namespace(web.NewNamespace("/sub").Filter("before", challenge).Any("/any", anyOf))
	web.AddNamespace(first, second)
}

func get(ctx *context.Context) {
	ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.Output.SetStatus in get sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func both(ctx *context.Context) {
	ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.Output.SetStatus in both sends no WWW-Authenticate on the way from POST /v2/both: set a challenge there too \(RFC 9110 §15.5.2\)`
}

func anyOf(ctx *context.Context) { ctx.Output.SetStatus(http.StatusUnauthorized) }
