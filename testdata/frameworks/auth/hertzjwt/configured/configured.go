// Package configured tells the middleware how to answer.
package configured

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/hertz-contrib/jwt"
)

func New(unauthorized func(ctx context.Context, c *app.RequestContext, code int, message string)) (*jwt.HertzJWTMiddleware, error) {
	return jwt.New(&jwt.HertzJWTMiddleware{Realm: "api", Unauthorized: unauthorized})
}
