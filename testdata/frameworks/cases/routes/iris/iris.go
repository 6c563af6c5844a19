// Package iris wires handlers with Iris.
package iris

import (
	"net/http"

	"github.com/kataras/iris/v12"
)

func challenge(ctx iris.Context) {
	ctx.Header("WWW-Authenticate", `Bearer realm="x"`)
	ctx.Next()
}

func App() *iris.Application {
	app := iris.New()
	app.Get("/open", open)
	app.Get("/inline", challenge, inline)
	p := app.Party("/party", challenge)
	p.Post("/in", in)
	app.PartyFunc("/func", func(p iris.Party) {
		p.Use(challenge)
		p.Handle("PUT", "/both", both)
	})
	app.Delete("/both", both)
	return app
}

func Global() *iris.Application {
	app := iris.New()
	app.Get("/before", global)
	app.UseGlobal(challenge)
	return app
}

func open(ctx iris.Context) {
	ctx.StatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.StatusCode in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(ctx iris.Context) { ctx.StatusCode(http.StatusUnauthorized) }

func in(ctx iris.Context) { ctx.StatusCode(http.StatusUnauthorized) }

func global(ctx iris.Context) { ctx.StatusCode(http.StatusUnauthorized) }

func both(ctx iris.Context) {
	ctx.StatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.StatusCode in both sends no WWW-Authenticate on the way from DELETE /both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
