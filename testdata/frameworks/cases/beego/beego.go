// Package beego has a case for every way beego can send 401: without a challenge, and with one.
package beego

import (
	"net/http"

	"github.com/beego/beego/v2/server/web"
	context "github.com/beego/beego/v2/server/web/context"
)

func Abort(c *web.Controller) {
	c.Abort("401") // want `\[missing-challenge\]`
}

func AbortChallenged(c *web.Controller) {
	c.Ctx.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Abort("401")
}

func CustomAbort(c *web.Controller) {
	c.CustomAbort(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func CustomAbortChallenged(c *web.Controller) {
	c.Ctx.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.CustomAbort(http.StatusUnauthorized, "denied")
}

func Redirect(c *web.Controller) {
	c.Redirect("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(c *web.Controller) {
	c.Ctx.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect("denied", http.StatusUnauthorized)
}

func Exception(c *context.Context) {
	web.Exception(http.StatusUnauthorized, c) // want `\[missing-challenge\]`
}

func ExceptionChallenged(c *context.Context) {
	c.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	web.Exception(http.StatusUnauthorized, c)
}

func ContextAbort(c *context.Context) {
	c.Abort(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func ContextAbortChallenged(c *context.Context) {
	c.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Abort(http.StatusUnauthorized, "denied")
}

func ContextRedirect(c *context.Context) {
	c.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func ContextRedirectChallenged(c *context.Context) {
	c.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect(http.StatusUnauthorized, "denied")
}

func BeegoOutputStatus(b *context.BeegoOutput) {
	b.Status = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func BeegoOutputStatusChallenged(b *context.BeegoOutput) {
	b.Header("WWW-Authenticate", `Bearer realm="api"`)
	b.Status = http.StatusUnauthorized
}

func BeegoOutputSetStatus(b *context.BeegoOutput) {
	b.SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func BeegoOutputSetStatusChallenged(b *context.BeegoOutput) {
	b.Header("WWW-Authenticate", `Bearer realm="api"`)
	b.SetStatus(http.StatusUnauthorized)
}

func ResponseWriteHeader(res *context.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteHeaderChallenged(res *context.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}

func StatusCodeRender(c *context.Context) {
	context.StatusCode(http.StatusUnauthorized).Render(c) // want `\[missing-challenge\]`
}

func StatusCodeRenderChallenged(c *context.Context) {
	c.Output.Header("WWW-Authenticate", `Bearer realm="api"`)
	context.StatusCode(http.StatusUnauthorized).Render(c)
}
