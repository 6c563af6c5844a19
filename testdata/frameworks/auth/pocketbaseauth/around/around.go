// Package around has a middleware around it that adds the challenge.
package around

import (
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

func Routes(e *core.ServeEvent) {
	e.Router.BindFunc(func(e *core.RequestEvent) error {
		e.Response.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		return e.Next()
	})
	e.Router.GET("/a", nil).Bind(apis.RequireAuth())
}
