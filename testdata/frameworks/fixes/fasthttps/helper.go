package fasthttps

import "github.com/valyala/fasthttp"

// ask sets the challenge too early: what was meant is what the fix sets.
func ask(ctx *fasthttp.RequestCtx) {
	ctx.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Basic realm="shed"`)
}

func knocks(ctx *fasthttp.RequestCtx) {
	if len(ctx.Request.Header.Peek("Authorization")) == 0 {
		ask(ctx)
		ctx.Error("who is there", fasthttp.StatusUnauthorized)
		return
	}
	ctx.SetStatusCode(fasthttp.StatusNoContent)
}

func turn(ctx *fasthttp.RequestCtx, code int) {
	if code == fasthttp.StatusUnauthorized {
		ask(ctx)
	}
	ctx.Error(fasthttp.StatusMessage(code), code)
}

func rings(ctx *fasthttp.RequestCtx) {
	if len(ctx.Request.Header.Peek("Authorization")) == 0 {
		turn(ctx, fasthttp.StatusUnauthorized)
		return
	}
	turn(ctx, fasthttp.StatusNotFound)
}
