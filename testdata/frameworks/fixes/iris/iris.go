// Package iris answers with iris.
package iris

import "github.com/kataras/iris/v12"

func known(ctx iris.Context) bool { return ctx.GetHeader("Authorization") == "Bearer x" }

func direct(ctx iris.Context) {
	if !known(ctx) {
		ctx.StopWithStatus(iris.StatusUnauthorized)
		return
	}
	ctx.Next()
}

func recorded(ctx iris.Context) {
	ctx.StatusCode(iris.StatusUnauthorized)
	ctx.WriteString("log in first")
}

func deny(ctx iris.Context, code int) {
	ctx.StopWithText(code, "no")
}

func list(ctx iris.Context) {
	if !known(ctx) {
		deny(ctx, iris.StatusUnauthorized)
		return
	}
	deny(ctx, iris.StatusNotFound)
}

func item(ctx iris.Context) {
	if !known(ctx) {
		deny(ctx, iris.StatusUnauthorized)
	}
}
