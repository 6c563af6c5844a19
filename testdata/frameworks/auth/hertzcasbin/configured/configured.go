// Package configured answers for itself who is not known.
package configured

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/hertz-contrib/casbin"
)

func unknown(_ context.Context, c *app.RequestContext) {
	c.Header("WWW-Authenticate", `Bearer realm="api"`)
	c.AbortWithStatus(401)
}

func Routes(h *server.Hertz, auth *casbin.Middleware) {
	h.GET("/books", auth.RequiresPermissions("book:read", casbin.WithUnauthorized(unknown)))
	h.GET("/users", auth.RequiresRoles("admin", casbin.WithUnauthorized(unknown)))
}
