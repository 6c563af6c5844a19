// Package elsewhere is given the verifier.
package elsewhere

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/jwt"
)

func Routes(app *iris.Application, verifier *jwt.Verifier) {
	app.Use(verifier.Verify(func() any { return new(struct{}) }))
}
