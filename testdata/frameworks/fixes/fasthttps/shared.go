package fasthttps

import "github.com/valyala/fasthttp"

// Some who call it have set a challenge.
func refuseShared(c *fasthttp.RequestCtx, code int) {
	c.SetStatusCode(code)
}

func sharedAsks(c *fasthttp.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="own"`)
	refuseShared(c, 401)
}

func sharedForgets(c *fasthttp.RequestCtx) {
	refuseShared(c, 401)
}

func sharedForgetsToo(c *fasthttp.RequestCtx) {
	refuseShared(c, 401)
}
