// Package hertz answers with hertz.
package hertz

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/protocol"
	"github.com/cloudwego/hertz/pkg/protocol/consts"
)

func known(c *app.RequestContext) bool { return string(c.GetHeader("Authorization")) == "Bearer x" }

func direct(ctx context.Context, c *app.RequestContext) {
	if !known(c) {
		c.AbortWithStatusJSON(consts.StatusUnauthorized, map[string]string{"message": "log in first"})
		return
	}
	c.Next(ctx)
}

// AbortWithMsg wipes the header.
func wiped(ctx context.Context, c *app.RequestContext) {
	c.AbortWithMsg("log in first", consts.StatusUnauthorized)
}

func deny(c *app.RequestContext, code int) {
	c.JSON(code, nil)
}

func list(ctx context.Context, c *app.RequestContext) {
	if !known(c) {
		deny(c, consts.StatusUnauthorized)
		return
	}
	deny(c, consts.StatusNotFound)
}

func item(ctx context.Context, c *app.RequestContext) {
	if !known(c) {
		deny(c, consts.StatusUnauthorized)
	}
}

func response(r *protocol.Response) {
	r.SetStatusCode(consts.StatusUnauthorized)
}
