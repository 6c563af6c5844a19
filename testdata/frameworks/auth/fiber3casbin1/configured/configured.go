// Package configured answers for itself who is not known.
package configured

import (
	"github.com/gofiber/contrib/v3/casbin"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App, user func(fiber.Ctx) string) {
	authz := casbin.New(casbin.Config{Lookup: user, Unauthorized: func(c fiber.Ctx) error {
		c.Set("WWW-Authenticate", `Bearer realm="api"`)
		return c.SendStatus(fiber.StatusUnauthorized)
	}})
	app.Use(authz.RoutePermission())
}
