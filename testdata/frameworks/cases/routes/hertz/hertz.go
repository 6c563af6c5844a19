// Package hertz wires handlers with Hertz.
package hertz

import (
	"context"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/route"
)

func challenge(c context.Context, ctx *app.RequestContext) {
	ctx.Header("WWW-Authenticate", `Bearer realm="x"`)
	ctx.Next(c)
}

// passes goes on without saying so.
func passes(c context.Context, ctx *app.RequestContext) {
	ctx.Header("WWW-Authenticate", `Bearer realm="x"`)
}

// own sets it for its own 401 and no other.
func own(c context.Context, ctx *app.RequestContext) {
	if len(ctx.GetHeader("Authorization")) == 0 {
		ctx.Header("WWW-Authenticate", `Bearer realm="x"`)
		ctx.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	ctx.Next(c)
}

func Serve() {
	h := server.Default()
	register(h.Group("/group", challenge))
	h.GET("/open", open)
	h.GET("/inline", passes, inline)
	h.GET("/owned", own, owned)
	h.POST("/both", both)
	g := h.Group("/g")
	g.Use(passes)
	g.GET("/both", both)
	h.Use(challenge)
	h.GET("/late", late)
	h.Spin()
}

func register(r *route.RouterGroup) { r.Any("/in", in) }

func open(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.SetStatusCode in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized)
}

func owned(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.SetStatusCode in owned sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func both(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.SetStatusCode in both sends no WWW-Authenticate on the way from POST /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}

func late(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized)
}

func in(c context.Context, ctx *app.RequestContext) {
	ctx.SetStatusCode(http.StatusUnauthorized)
}
