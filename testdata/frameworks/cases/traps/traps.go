// Package traps has handlers in which the order of effects, or what a call
// really answers, is not what it seems.
package traps

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"time"

	"connectrpc.com/connect"
	"github.com/beego/beego/v2/server/web"
	beegocontext "github.com/beego/beego/v2/server/web/context"
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/gin-gonic/gin"
	kratos "github.com/go-kratos/kratos/v2/transport/http"
	"github.com/gobuffalo/buffalo"
	"github.com/gofiber/fiber/v2"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/labstack/echo/v4"
	echo5 "github.com/labstack/echo/v5"
	"github.com/pocketbase/pocketbase/core"
	"github.com/urfave/negroni/v3"
	"github.com/valyala/fasthttp"
	"gopkg.in/macaron.v1"
)

const challenge = `Bearer realm="api"`

// 1. Calls that wipe the headers set before them.

func FasthttpReset(c *fasthttp.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", challenge)
	c.Response.Reset()
	c.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func FasthttpResetFirst(c *fasthttp.RequestCtx) {
	c.Response.Reset()
	c.Response.Header.Set("WWW-Authenticate", challenge)
	c.SetStatusCode(fasthttp.StatusUnauthorized)
}

func HertzNotFoundThen401(c *app.RequestContext) {
	c.Header("WWW-Authenticate", challenge)
	c.NotFound()
	c.SetStatusCode(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

// 3. fasthttp's Error behind fiber's context wipes, too.

func FiberContextError(c *fiber.Ctx) error {
	c.Set("WWW-Authenticate", challenge)
	c.Context().Error("denied", fiber.StatusUnauthorized) // want `\[missing-challenge\]`
	return nil
}

func FiberContextErrorAfter(c *fiber.Ctx) error {
	c.Context().Error("denied", fiber.StatusUnauthorized)
	c.Set("WWW-Authenticate", challenge)
	return nil
}

func Fiber3RequestCtxError(c fiber3.Ctx) error {
	c.Set("WWW-Authenticate", challenge)
	c.RequestCtx().Error("denied", fiber3.StatusUnauthorized) // want `\[missing-challenge\]`
	return nil
}

func Fiber3End(c fiber3.Ctx) error {
	c.Status(fiber3.StatusUnauthorized)
	c.End() // want `\[late-challenge\]`
	c.Set("WWW-Authenticate", challenge)
	return nil
}

// 4. gin: AbortWithStatus sends at once, Status only records, an empty value
// deletes, and Error sets no status.

func GinAbortThenHeader(c *gin.Context) {
	c.AbortWithStatus(http.StatusUnauthorized) // want `\[late-challenge\]`
	c.Header("WWW-Authenticate", challenge)
}

func GinStatusThenHeader(c *gin.Context) {
	c.Status(http.StatusUnauthorized)
	c.Header("WWW-Authenticate", challenge)
}

func GinWriterThenHeader(c *gin.Context) {
	c.Writer.WriteHeader(http.StatusUnauthorized)
	c.Header("WWW-Authenticate", challenge)
}

func GinEmptyDeletes(c *gin.Context) {
	c.Header("WWW-Authenticate", challenge)
	c.Header("WWW-Authenticate", "")
	c.AbortWithStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func GinError(c *gin.Context) {
	c.Error(errors.New("401"))
}

// 6. beego: WriteString ignores the recorded status, ServeJSON honours it, and
// a code with letters answers 200.

func BeegoWriteString(c *beegocontext.Context) {
	c.Output.SetStatus(http.StatusUnauthorized)
	c.WriteString("denied")
}

func BeegoServeJSON(c *web.Controller) {
	c.Ctx.Output.SetStatus(http.StatusUnauthorized)
	c.ServeJSON() // want `\[missing-challenge\]`
}

func BeegoAbort(c *web.Controller) {
	c.Abort("401") // want `\[missing-challenge\]`
}

func BeegoAbortName(c *web.Controller) {
	c.Abort("401x")
}

// 7. An assigned status without a write answers 200; buffalo's Write ignores it.

func EchoAssigned(c echo.Context) error {
	c.Response().Status = http.StatusUnauthorized
	return nil
}

func EchoAssignedWritten(c echo.Context) error {
	c.Response().Status = http.StatusUnauthorized // want `\[missing-challenge\]`
	c.Response().Write([]byte("denied"))
	return nil
}

func EchoErrorThenHeader(c echo.Context) error {
	c.Error(echo.ErrUnauthorized) // want `\[late-challenge\]`
	c.Response().Header().Set("WWW-Authenticate", challenge)
	return nil
}

func BuffaloWrite(res *buffalo.Response) {
	res.Status = http.StatusUnauthorized
	res.Write([]byte("denied"))
}

// 8. A wrapped error is a 500 in echo v4 and a 401 in echo v5.

func EchoWrapped(c echo.Context) error {
	return fmt.Errorf("no token: %w", echo.ErrUnauthorized)
}

func Echo5Wrapped(c *echo5.Context) error {
	return fmt.Errorf("no token: %w", echo5.ErrUnauthorized) // want `\[missing-challenge\]`
}

// 9. kratos sends nothing of a nil value.

func KratosNil(c kratos.Context) error {
	return c.Result(http.StatusUnauthorized, nil)
}

func KratosValue(c kratos.Context) error {
	return c.Result(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

// 11. macaron's Status sends, unlike gin's.

func MacaronStatus(c *macaron.Context, r macaron.Render) {
	r.Status(http.StatusUnauthorized) // want `\[late-challenge\]`
	c.Resp.Header().Set("WWW-Authenticate", challenge)
}

// 12. Hooks before the response may set headers.

func EchoBefore(c echo.Context) error {
	c.Response().Before(func() {
		c.Response().Header().Set("WWW-Authenticate", challenge)
	})
	return c.NoContent(http.StatusUnauthorized)
}

func NegroniBefore(w negroni.ResponseWriter) {
	w.Before(func(w negroni.ResponseWriter) {
		w.Header().Set("WWW-Authenticate", challenge)
	})
	w.WriteHeader(http.StatusUnauthorized)
}

// 13. A TimeoutHandler passes on what it is given.

func Timeout(next http.Handler) http.Handler {
	return http.TimeoutHandler(next, time.Second, "late")
}

// 14. A key that is not canonical is sent all the same.

func Lowercase(w http.ResponseWriter) {
	w.Header()["www-authenticate"] = []string{challenge}
	w.WriteHeader(http.StatusUnauthorized)
}

// 16. A copy of the map is no header, and a nil value sends nothing.

func Cloned(w http.ResponseWriter) {
	h := w.Header().Clone()
	h.Set("WWW-Authenticate", challenge)
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func CopiedBack(w http.ResponseWriter) {
	h := http.Header{}
	h.Set("WWW-Authenticate", challenge)
	maps.Copy(w.Header(), h)
	w.WriteHeader(http.StatusUnauthorized)
}

func NilValue(w http.ResponseWriter) {
	w.Header()["Www-Authenticate"] = nil
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func EmptyValue(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "") // want `\[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}

// 19. An error that is not returned is no response; connect sends an error's
// Meta as headers.

func PocketbaseDropped(e *core.RequestEvent) error {
	_ = e.UnauthorizedError("denied", nil)
	return nil
}

func ConnectMeta() error {
	err := connect.NewError(connect.CodeUnauthenticated, errors.New("denied"))
	err.Meta().Set("WWW-Authenticate", challenge)
	return err
}

// 21. A redirect takes any status.

func Redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/login", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

// 22. Both ways of adding a value count.

func FiberAppend(c *fiber.Ctx) error {
	c.Append("WWW-Authenticate", challenge)
	return c.SendStatus(fiber.StatusUnauthorized)
}

func FasthttpAdd(c *fasthttp.RequestCtx) {
	c.Response.Header.Add("WWW-Authenticate", challenge)
	c.SetStatusCode(fasthttp.StatusUnauthorized)
}
