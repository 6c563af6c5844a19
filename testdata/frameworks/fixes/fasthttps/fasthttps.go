// Package fasthttps answers with fasthttp.
package fasthttps

import "github.com/valyala/fasthttp"

func known(ctx *fasthttp.RequestCtx) bool {
	return string(ctx.Request.Header.Peek("Authorization")) == "Bearer x"
}

// Error wipes the header, so the challenge comes after it.
func wiped(ctx *fasthttp.RequestCtx) {
	if !known(ctx) {
		ctx.Error("log in first", fasthttp.StatusUnauthorized)
		return
	}
	ctx.SetStatusCode(fasthttp.StatusNoContent)
}

func recorded(ctx *fasthttp.RequestCtx) {
	if !known(ctx) {
		ctx.SetStatusCode(fasthttp.StatusUnauthorized) // no token
		ctx.SetBodyString("log in first")
	}
}

func inResponse(ctx *fasthttp.RequestCtx) {
	ctx.Response.SetStatusCode(fasthttp.StatusUnauthorized)
}

func deny(ctx *fasthttp.RequestCtx, code int) {
	ctx.Error(fasthttp.StatusMessage(code), code)
}

func list(ctx *fasthttp.RequestCtx) {
	if !known(ctx) {
		deny(ctx, fasthttp.StatusUnauthorized)
		return
	}
	deny(ctx, fasthttp.StatusNotFound)
}

func item(ctx *fasthttp.RequestCtx) {
	if !known(ctx) {
		deny(ctx, fasthttp.StatusUnauthorized)
	}
}
