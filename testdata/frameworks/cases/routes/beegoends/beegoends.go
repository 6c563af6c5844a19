// Package beegoends has filters of Beego that set a challenge only where they
// answer: Beego goes on where nothing has been written.
package beegoends

import (
	stdcontext "context"
	"net/http"
	"strings"

	"github.com/beego/beego/v2/server/web"
	"github.com/beego/beego/v2/server/web/context"
)

type user struct{ Role string }

func find(name, password string) (*user, error) { return nil, http.ErrNoCookie }

// refuse answers in one way or another.
func refuse(ctx *context.Context, message string) {
	if strings.HasPrefix(ctx.Request.URL.Path, "/mcp") {
		ctx.Output.Header("WWW-Authenticate", `Bearer realm="x"`)
		ctx.Output.SetStatus(http.StatusUnauthorized)
		_ = ctx.Output.Body([]byte(message))
		return
	}
	if err := ctx.Output.JSON(message, false, false); err != nil {
		panic(err)
	}
}

// signIn keeps the session of who has shown a token.
func signIn(ctx *context.Context) {
	token := ctx.Input.Query("token")
	if token == "" {
		return
	}
	if token != "t" {
		refuse(ctx, "no")
		return
	}
	_ = ctx.Input.CruSession.Set(stdcontext.Background(), "user", token)
	ctx.Input.CruSession.SessionRelease(stdcontext.Background(), ctx.ResponseWriter)
}

// records records a status and writes nothing: the handler runs.
func records(ctx *context.Context) {
	ctx.Output.Header("WWW-Authenticate", `Bearer realm="x"`)
	if ctx.Input.Query("token") == "" {
		ctx.Output.SetStatus(http.StatusUnauthorized)
	}
}

// closed answers whom it does not know, in a helper.
func closed(ctx *context.Context) {
	name, password, ok := ctx.Request.BasicAuth()
	if !ok {
		refuse(ctx, "who are you?")
		return
	}
	u, err := find(name, password)
	if err != nil {
		refuse(ctx, "no")
		return
	}
	ctx.Input.SetData("user", u)
}

func Routes() {
	web.InsertFilter("/signed/*", web.BeforeRouter, signIn)
	web.Get("/signed/in", signed)
	web.InsertFilter("/recorded/*", web.BeforeRouter, records)
	web.Get("/recorded/in", recorded)
	web.InsertFilter("/closed/*", web.BeforeExec, closed)
	web.Get("/closed/in", known)
}

func signed(ctx *context.Context) {
	ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[missing-challenge\]: ctx.Output.SetStatus in signed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func recorded(ctx *context.Context) { ctx.Output.SetStatus(http.StatusUnauthorized) }

func known(ctx *context.Context) {
	if u := ctx.Input.GetData("user").(*user); u.Role != "reader" {
		ctx.Output.SetStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a role \(u.Role, line 84\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}
