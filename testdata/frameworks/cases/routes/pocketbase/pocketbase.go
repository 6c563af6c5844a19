// Package pocketbase wires handlers with PocketBase.
package pocketbase

import (
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
)

func challenge(e *core.RequestEvent) error {
	e.Response.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	return e.Next()
}

func Bind(app core.App) {
	app.OnServe().BindFunc(func(se *core.ServeEvent) error {
		se.Router.GET("/open", open)
		g := se.Router.Group("/group")
		g.BindFunc(challenge)
		g.GET("/in", in)
		se.Router.POST("/bound", bound).BindFunc(challenge)
		se.Router.PUT("/handler", bound).Bind(&hook.Handler[*core.RequestEvent]{Func: challenge})
		se.Router.GET("/known", known).Bind(apis.RequireAuth())
		return se.Next()
	})
}

func open(e *core.RequestEvent) error {
	return e.JSON(http.StatusUnauthorized, nil) // want `401 \[missing-challenge\]: e.JSON in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func in(e *core.RequestEvent) error { return e.JSON(http.StatusUnauthorized, nil) }

func bound(e *core.RequestEvent) error { return e.JSON(http.StatusUnauthorized, nil) }

func known(e *core.RequestEvent) error { return e.JSON(http.StatusOK, nil) }
