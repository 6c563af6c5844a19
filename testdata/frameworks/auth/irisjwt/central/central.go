// Package central has a central error handler that is not in view.
package central

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/jwt"
)

func Routes(app *iris.Application, onError iris.Handler) {
	verifier := jwt.NewVerifier(jwt.HS256, []byte("secret"))
	app.OnErrorCode(iris.StatusUnauthorized, onError)
	app.Use(verifier.Verify(func() any { return new(struct{}) }))
}
