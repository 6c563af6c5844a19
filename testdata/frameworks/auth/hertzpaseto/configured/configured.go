// Package configured gives the middleware an error handler of its own.
package configured

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/hertz-contrib/paseto"
)

func Routes(h *server.Hertz) {
	h.Use(paseto.New(paseto.WithErrorFunc(func(_ context.Context, c *app.RequestContext) {
		c.Header("WWW-Authenticate", `Bearer realm="api"`)
		c.AbortWithStatus(401)
	})))
}
