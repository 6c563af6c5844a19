// Package fiber answers errors in the ErrorHandler of its configuration.
package fiber

import (
	"errors"

	"github.com/gofiber/fiber/v2"
)

func errHandler(c *fiber.Ctx, err error) error {
	code := fiber.StatusInternalServerError
	var e *fiber.Error
	if errors.As(err, &e) {
		code = e.Code
	}
	return c.Status(code).JSON(fiber.Map{"error": err.Error()}) // want `\[missing-challenge\]`
}

func New() *fiber.App {
	return fiber.New(fiber.Config{ErrorHandler: errHandler})
}

func A(c *fiber.Ctx) error { return fiber.ErrUnauthorized }
func B(c *fiber.Ctx) error { return fiber.NewError(401, "x") }
func C(c *fiber.Ctx) error { return c.Status(401).JSON(fiber.Map{}) }        // want `\[missing-challenge\]`
func D(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusUnauthorized) } // want `\[missing-challenge\]`
func E(c *fiber.Ctx) error { return fail(c, fiber.StatusUnauthorized, "x") } // want `\[missing-challenge\]`
func fail(c *fiber.Ctx, code int, msg string) error {
	return c.Status(code).SendString(msg)
}
func F(c *fiber.Ctx) error {
	c.Status(401) // want `\[missing-challenge\]`
	return c.JSON(nil)
}

func jwtError(c *fiber.Ctx, err error) error {
	if err.Error() == "Missing or malformed JWT" {
		return c.Status(fiber.StatusBadRequest).JSON(fiber.Map{"status": "error"})
	}
	return c.Status(fiber.StatusUnauthorized).JSON(fiber.Map{"status": "error"}) // want `\[missing-challenge\]`
}
func G(c *fiber.Ctx) error {
	return c.Status(200).JSON(fiber.Map{"code": 401})
}
