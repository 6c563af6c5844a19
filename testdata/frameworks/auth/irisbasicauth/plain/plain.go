// Package plain gives the middleware no realm.
package plain

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/basicauth"
)

func Routes(app *iris.Application, users map[string]string) {
	app.Use(basicauth.New(basicauth.Options{Allow: basicauth.AllowUsers(users)})) // want `401 \[middleware-challenge\]: basicauth\.New answers 401 with a malformed challenge, Basic without a realm`
}
