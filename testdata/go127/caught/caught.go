// Package caught gives fiber an error handler by the promoted key of a literal:
// it answers what handlers return.
package caught

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
	return c.Status(code).SendString(err.Error()) // want `^401 \[missing-challenge\]: c\.Status in answer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
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
