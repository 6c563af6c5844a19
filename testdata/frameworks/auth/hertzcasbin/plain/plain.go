// Package plain uses the middlewares with their default answers.
package plain

import (
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/hertz-contrib/casbin"
)

func Routes(h *server.Hertz, auth *casbin.Middleware) {
	h.GET("/books", auth.RequiresPermissions("book:read")) // want `\[middleware-challenge\]`
}

func Roles(h *server.Hertz, auth *casbin.Middleware) {
	h.GET("/users", auth.RequiresRoles("admin", casbin.WithLogic(casbin.AND))) // want `\[middleware-challenge\]`
}
