// Package mended has an error handler that adds the challenge.
package mended

import (
	"errors"

	"github.com/gofiber/fiber/v2"
)

type settings struct {
	fiber.Config
	Port int
}

func answer(c *fiber.Ctx, err error) error {
	code := fiber.StatusInternalServerError
	if e, ok := errors.AsType[*fiber.Error](err); ok {
		code = e.Code
	}
	if code == fiber.StatusUnauthorized {
		c.Set("WWW-Authenticate", `Bearer realm="mended"`)
	}
	return c.Status(code).SendString(err.Error())
}

func report(c *fiber.Ctx) error {
	if c.Get("Authorization") == "" {
		return fiber.NewError(fiber.StatusUnauthorized, "log in first")
	}
	return c.SendString("report")
}

// New makes the server.
func New() *fiber.App {
	s := settings{ErrorHandler: answer, Port: 8080}
	app := fiber.New(s.Config)
	app.Get("/report", report)
	return app
}
