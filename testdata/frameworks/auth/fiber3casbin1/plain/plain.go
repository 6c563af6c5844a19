// Package plain uses the middleware with its default answers.
package plain

import (
	"github.com/gofiber/contrib/v3/casbin"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App, user func(fiber.Ctx) string) {
	authz := casbin.New(casbin.Config{Lookup: user}) // want `401 \[middleware-challenge\]: casbin\.New answers 401 without WWW-Authenticate`
	app.Use(authz.RoutePermission())
}
