// Package own has the middleware answer with a handler of its own.
package own

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/keyauth"
)

type settings struct {
	keyauth.Config
	Name string
}

func deny(c *fiber.Ctx, err error) error {
	c.Set("WWW-Authenticate", `Bearer realm="own"`)
	return c.Status(fiber.StatusUnauthorized).SendString(err.Error())
}

// New makes the server.
func New(known func(*fiber.Ctx, string) (bool, error)) *fiber.App {
	app := fiber.New()
	s := settings{Validator: known, ErrorHandler: deny, Name: "keys"}
	app.Use(keyauth.New(s.Config))
	return app
}
