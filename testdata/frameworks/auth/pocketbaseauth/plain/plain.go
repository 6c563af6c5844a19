// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

func Routes(e *core.ServeEvent) {
	e.Router.GET("/a", nil).Bind(apis.RequireAuth())                          // want `\[middleware-challenge\]`
	e.Router.GET("/b", nil).Bind(apis.RequireSuperuserAuth())                 // want `\[middleware-challenge\]`
	e.Router.GET("/c", nil).Bind(apis.RequireSuperuserOrOwnerAuth("id"))      // want `\[middleware-challenge\]`
	e.Router.GET("/d", nil).Bind(apis.RequireSameCollectionContextAuth("id")) // want `\[middleware-challenge\]`
}
