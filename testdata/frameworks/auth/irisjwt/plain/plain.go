// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/jwt"
)

func Routes(app *iris.Application) {
	verifier := jwt.NewVerifier(jwt.HS256, []byte("secret"))
	app.Use(verifier.Verify(func() any { return new(struct{}) })) // want `\[middleware-challenge\]`
}
