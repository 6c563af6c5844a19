// Package wrapped has responses behind types of the server, and helpers that
// take the status.
package wrapped

import (
	"encoding/json"
	"net/http"

	"github.com/beego/beego/v2/server/web"
	"github.com/beego/beego/v2/server/web/context"
)

type Base struct{ web.Controller }

func (b *Base) Fail(code int, msg string) {
	b.Ctx.Output.SetStatus(code)
	b.Data["json"] = map[string]string{"error": msg}
	b.ServeJSON() // want `\[session-challenge\]`
	b.StopRun()
}

func (b *Base) Abort401() { b.CustomAbort(http.StatusUnauthorized, "x") } // want `\[missing-challenge\]`

type User struct{ Base }

func (u *User) Get() {
	if u.GetSession("u") == nil {
		u.Fail(401, "no")
	}
}
func (u *User) Post() { u.Abort("401") } // want `\[missing-challenge\]`

func (u *User) Put() {
	u.Ctx.ResponseWriter.WriteHeader(401) // want `\[missing-challenge\]`
	u.Ctx.WriteString("x")
}
func (u *User) Patch() {
	u.Ctx.Output.Status = 401
	u.ServeJSON() // want `\[missing-challenge\]`
}
func Filter(ctx *context.Context) {
	if ctx.Input.Header("Authorization") == "" {
		ctx.Output.SetStatus(401)
		ctx.Output.Body([]byte("x")) // want `\[missing-challenge\]`
	}
}
func Filter2(ctx *context.Context) {
	ctx.ResponseWriter.WriteHeader(401) // want `\[missing-challenge\]`
	b, _ := json.Marshal("x")
	ctx.ResponseWriter.Write(b)
}
func Filter3(ctx *context.Context) {
	ctx.Abort(401, "x") // want `\[missing-challenge\]`
}
func Filter4(ctx *context.Context) {
	ctx.Output.SetStatus(401)
	ctx.Output.JSON("x", false, false) // want `\[missing-challenge\]`
}
func Filter5(ctx *context.Context) {
	http.Error(ctx.ResponseWriter, "x", 401) // want `\[missing-challenge\]`
}
