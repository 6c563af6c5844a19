package wrapped

import (
	stdctx "context"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/common/utils"
	"github.com/emicklei/go-restful/v3"
	kerr "github.com/go-kratos/kratos/v2/errors"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/gogf/gf/v2/net/ghttp"
	"github.com/kataras/iris/v12"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/revel/revel"
	"github.com/valyala/fasthttp"
	"github.com/zeromicro/go-zero/rest/httpx"
	"gopkg.in/macaron.v1"
)

func Hertz(ctx stdctx.Context, c *app.RequestContext) {
	c.JSON(401, utils.H{"x": 1}) // want `\[missing-challenge\]`
}
func Hertz2(ctx stdctx.Context, c *app.RequestContext) {
	c.AbortWithStatusJSON(http.StatusUnauthorized, utils.H{}) // want `\[missing-challenge\]`
}
func hfail(c *app.RequestContext, code int)            { c.JSON(code, nil); c.Abort() }
func Hertz3(ctx stdctx.Context, c *app.RequestContext) { hfail(c, 401) } // want `\[missing-challenge\]`

func Restful(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
	if req.HeaderParameter("Authorization") == "" {
		resp.AddHeader("WWW-Authenticate", `Basic realm="x"`)
		resp.WriteErrorString(401, "401: Not Authorized")
		return
	}
	chain.ProcessFilter(req, resp)
}
func Restful2(req *restful.Request, resp *restful.Response) {
	resp.WriteErrorString(401, "401: Not Authorized") // want `\[missing-challenge\]`
}
func Restful3(req *restful.Request, resp *restful.Response) {
	resp.WriteHeader(401) // want `\[missing-challenge\]`
	resp.WriteAsJson("x")
}

func KratosMW() middleware.Middleware {
	return func(h middleware.Handler) middleware.Handler {
		return func(ctx stdctx.Context, req any) (any, error) {
			return nil, kerr.Unauthorized("A", "b") // want `\[missing-challenge\]`
		}
	}
}

var ErrAuth = kerr.New(401, "A", "b")

func KratosSvc(ctx stdctx.Context) error { return ErrAuth } // want `\[missing-challenge\]`

type gfc struct{}

func (gfc) Auth(r *ghttp.Request) {
	r.Response.WriteStatusExit(401) // want `\[missing-challenge\]`
}
func GF2(r *ghttp.Request) {
	r.Response.WriteStatus(http.StatusUnauthorized, "x") // want `\[missing-challenge\]`
	return
}
func GF3(r *ghttp.Request) {
	r.Response.Status = 401 // want `\[missing-challenge\]`
	r.Response.WriteJson("x")
}
func GF4(r *ghttp.Request) {
	r.Response.WriteHeader(401) // want `\[missing-challenge\]`
	r.Response.WriteJsonExit("x")
}

func Iris(ctx iris.Context) {
	ctx.StatusCode(iris.StatusUnauthorized) // want `\[missing-challenge\]`
	ctx.JSON(iris.Map{})
}
func Iris2(ctx iris.Context) { ctx.StopWithStatus(401) } // want `\[missing-challenge\]`
func Iris3(ctx iris.Context) {
	ctx.StatusCode(401) // want `\[missing-challenge\]`
	ctx.StopExecution()
}

func PB(e *core.RequestEvent) error { return apis.NewUnauthorizedError("x", nil) } // want `\[missing-challenge\]`
func PB2(e *core.RequestEvent) error {
	return e.JSON(401, nil) // want `\[missing-challenge\]`
}

type RC struct{ *revel.Controller }

func (c RC) Index() revel.Result {
	c.Response.Status = 401 // want `\[missing-challenge\]`
	return c.RenderJSON("x")
}

func FH(ctx *fasthttp.RequestCtx) { ctx.Error("x", 401) } // want `\[missing-challenge\]`
func FH2(next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if len(ctx.Request.Header.Peek("Authorization")) == 0 {
			ctx.Response.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
			ctx.WriteString("x")
			return
		}
		next(ctx)
	}
}

func GZ(w http.ResponseWriter, r *http.Request) {
	httpx.WriteJson(w, 401, nil) // want `\[missing-challenge\]`
}

type MC struct {
	*macaron.Context
	User string
}

func M1(c *MC) {
	c.JSON(401, "x") // want `\[missing-challenge\]`
}
func M2(c *MC) {
	c.Error(401, "x") // want `\[missing-challenge\]`
}
func M3(c *MC) {
	c.Status(401) // want `\[missing-challenge\]`
}
func M4(c *MC) {
	c.PlainText(401, nil) // want `\[missing-challenge\]`
}
func M5(c *MC) {
	c.Resp.WriteHeader(401) // want `\[missing-challenge\]`
}

// A header's name may be kept as bytes.
var location = []byte(fasthttp.HeaderLocation)

func Located(ctx *fasthttp.RequestCtx, to []byte) {
	ctx.Response.Header.SetBytesKV(location, to)
	ctx.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

var authenticate = []byte(fasthttp.HeaderWWWAuthenticate)

func Authenticated(ctx *fasthttp.RequestCtx) {
	ctx.Response.Header.SetBytesK(authenticate, `Bearer realm="api"`)
	ctx.SetStatusCode(fasthttp.StatusUnauthorized)
}
