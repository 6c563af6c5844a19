// Package fasthttprouter wires handlers with the router of fasthttp.
package fasthttprouter

import (
	"net/http"

	"github.com/fasthttp/router"
	"github.com/valyala/fasthttp"
)

func challenge(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		ctx.Response.Header.Set("WWW-Authenticate", `Bearer realm="x"`)
		next(ctx)
	}
}

func Serve() error {
	r := router.New()
	r.GET("/open", open)
	r.GET("/inline", challenge(inline))
	g := r.Group("/group")
	g.Handle("PUT", "/both", challenge(both))
	g.ANY("/both", both)
	return fasthttp.ListenAndServe(":80", r.Handler)
}

func Wrapped() *fasthttp.Server {
	r := &router.Router{}
	r.POST("/wrapped", wrapped)
	return &fasthttp.Server{Handler: challenge(r.Handler)}
}

func open(ctx *fasthttp.RequestCtx) {
	ctx.SetStatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.SetStatusCode in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(ctx *fasthttp.RequestCtx) { ctx.SetStatusCode(http.StatusUnauthorized) }

func wrapped(ctx *fasthttp.RequestCtx) { ctx.SetStatusCode(http.StatusUnauthorized) }

func both(ctx *fasthttp.RequestCtx) {
	ctx.SetStatusCode(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.SetStatusCode in both sends no WWW-Authenticate on the way from /group/both: set a challenge there too \(RFC 9110 §15.5.2\)`
}
