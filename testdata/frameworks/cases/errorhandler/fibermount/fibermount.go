// Package fibermount mounts an app that answers errors itself.
package fibermount

import (
	"errors"

	"github.com/gofiber/fiber/v2"
)

func challenge(c *fiber.Ctx, err error) error {
	code := fiber.StatusInternalServerError
	var e *fiber.Error
	if errors.As(err, &e) {
		code = e.Code
	}
	if code == fiber.StatusUnauthorized {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
	}
	return c.Status(code).SendString(err.Error())
}

func New() *fiber.App {
	app := fiber.New()
	api := fiber.New(fiber.Config{ErrorHandler: challenge})
	api.Get("/a", inside)
	app.Mount("/api", api)
	app.Get("/b", outside)
	return app
}

func inside(c *fiber.Ctx) error  { return fiber.ErrUnauthorized }
func outside(c *fiber.Ctx) error { return fiber.ErrUnauthorized } // want `401 \[missing-challenge\]: fiber\.ErrUnauthorized in outside sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
