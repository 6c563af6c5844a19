// Package configured gives the middleware a realm, or an error handler.
package configured

import (
	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/basicauth"
)

func Routes(app *iris.Application, users map[string]string) {
	app.Use(basicauth.New(basicauth.Options{Realm: "shop", Allow: basicauth.AllowUsers(users)}))
	app.Use(basicauth.New(basicauth.Options{Allow: basicauth.AllowUsers(users), ErrorHandler: func(ctx iris.Context, _ error) {
		ctx.Header("WWW-Authenticate", `Basic realm="shop"`)
		ctx.StopWithStatus(iris.StatusUnauthorized)
	}}))
	app.Use(basicauth.Default(users))
}
