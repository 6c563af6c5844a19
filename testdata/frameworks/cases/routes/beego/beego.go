// Package beego wires functions and filters with Beego.
package beego

import (
	"net/http"

	"github.com/beego/beego/v2/server/web"
	"github.com/beego/beego/v2/server/web/context"
)

func challenge(ctx *context.Context) {
	ctx.Output.Header("WWW-Authenticate", `Bearer realm="x"`)
}

func chain(next web.FilterFunc) web.FilterFunc {
	return func(ctx *context.Context) {
		ctx.Output.Header("WWW-Authenticate", `Bearer realm="x"`)
		next(ctx)
	}
}

func Routes() {
	web.Get("/open", open)
	web.Get("/api/in", in)
	web.InsertFilter("/api/*", web.BeforeRouter, challenge)
	web.Post("/api/both", both)
	web.Put("/both", both)
}

func Server() *web.HttpServer {
	app := web.NewHttpSever()
	app.Get("/chained", chained)
	app.InsertFilterChain("*", chain)
	return app
}

func open(ctx *context.Context) {
	ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.Output.SetStatus in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func in(ctx *context.Context) { ctx.Output.SetStatus(http.StatusUnauthorized) }

func chained(ctx *context.Context) { ctx.Output.SetStatus(http.StatusUnauthorized) }

func both(ctx *context.Context) {
	ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.Output.SetStatus in both sends no WWW-Authenticate on the way from PUT /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
