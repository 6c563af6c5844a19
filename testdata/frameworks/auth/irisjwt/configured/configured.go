// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/jwt"
)

func Routes(app *iris.Application, onError func(iris.Context, error)) {
	verifier := jwt.NewVerifier(jwt.HS256, []byte("secret"))
	verifier.ErrorHandler = onError
	app.Use(verifier.Verify(func() any { return new(struct{}) }))
}
