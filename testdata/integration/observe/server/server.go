// Package server answers 401 in many frameworks, each from a line that a comment
// marks with the tests that see it.
package server

import (
	"context"
	"net/http"

	hertz "github.com/cloudwego/hertz/pkg/app"
	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/render"
	fiber2 "github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v3"
	echo4 "github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"github.com/labstack/echo/v5"
	"github.com/savsgio/atreugo/v11"
	"github.com/valyala/fasthttp"

	"authstatus.test/integration/observe/deny"
)

func netHTTP(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestNetHTTP
}

func http2Own(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestHTTP2
}

func recorded(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestRecorder
}

// http.TimeoutHandler answers for it on another goroutine.
func inTime(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestTimeoutHandler
}

// A kept response answers once the handler has returned.
type kept struct {
	http.ResponseWriter
	code int
}

func (k *kept) WriteHeader(code int) { k.code = code }

func keep(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		k := &kept{ResponseWriter: w, code: 200}
		next(k, r)
		w.WriteHeader(k.code)
	}
}

func keptStatus(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestKept
}

// limit runs a handler on a goroutine of its own, and answers on this one.
func limit(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		k, done := &kept{ResponseWriter: w, code: 200}, make(chan bool)
		go func() {
			defer close(done)
			next(k, r)
		}()
		<-done
		w.WriteHeader(k.code)
	}
}

func limited(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestLimited
}

// Answered by another package, once the handler has returned.
func returned(w http.ResponseWriter, r *http.Request) error {
	if r.URL.Path == "/" {
		return &deny.Error{Status: 401} // seen: TestReturned
	}
	return &deny.Error{Status: 401} // not reached
}

// Through the HTTP/2 of golang.org/x/net, whatever net/http has.
func xNetHTTP2(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestXNetHTTP2
}

func fastHTTP(ctx *fasthttp.RequestCtx) {
	ctx.SetStatusCode(401) // seen: TestFastHTTP
}

func fiberStatus(c fiber.Ctx) error {
	return c.SendStatus(401) // seen: TestFiber
}

func fiberError(c fiber.Ctx) error {
	return fiber.NewError(401, "no") // seen: TestFiber
}

func fiber2Error(c *fiber2.Ctx) error {
	return fiber2.NewError(401, "no") // seen: TestFiber2
}

func atreugoText(ctx *atreugo.RequestCtx) error {
	return ctx.TextResponse("no", 401) // seen: TestAtreugo
}

func chiRender(w http.ResponseWriter, r *http.Request) {
	render.Status(r, 401)
	render.PlainText(w, r, "no") // seen: TestChiRender
}

func ginStatus(c *gin.Context) {
	c.Status(401) // seen: TestGin
}

func ginJSON(c *gin.Context) {
	c.JSON(401, "no") // seen: TestGin
}

func echoError(c *echo.Context) error {
	return echo.NewHTTPError(401, "no") // seen: TestEcho
}

func echo4Error(c echo4.Context) error {
	return echo4.NewHTTPError(401, "no") // seen: TestEcho4
}

func echo4Var(c echo4.Context) error {
	return echo4.ErrUnauthorized // seen: TestEcho4
}

// The error of echo's middleware is answered once that has returned.
func keyAuth(e *echo4.Echo) {
	e.Use(middleware.KeyAuth(func(key string, c echo4.Context) (bool, error) { // seen: TestKeyAuth
		return key == "right", nil
	}))
}

func humaError(ctx context.Context, in *struct{}) (*struct{}, error) {
	return nil, huma.Error401Unauthorized("no") // seen: TestHuma
}

func humaNewError(ctx context.Context, in *struct{}) (*struct{}, error) {
	return nil, huma.NewError(401, "no") // seen: TestHuma
}

func hertzStatus(ctx context.Context, c *hertz.RequestContext) {
	c.SetStatusCode(401) // seen: TestHertz TestHertzRecorder
}
