// Package fiber3 answers with fiber v3.
package fiber3

import "github.com/gofiber/fiber/v3"

func known(c fiber.Ctx) bool { return c.Get(fiber.HeaderAuthorization) == "Bearer x" }

func chain(c fiber.Ctx) error {
	if !known(c) {
		return c.Status(fiber.StatusUnauthorized).JSON(fiber.Map{"message": "log in first"})
	}
	return c.Next()
}

func lines(c fiber.Ctx) error {
	return c.
		Status(401).
		SendString("log in first")
}

func apart(c fiber.Ctx) error {
	c.Status(fiber.StatusUnauthorized)
	return c.SendString("log in first")
}

func sentinel(c fiber.Ctx) error {
	if !known(c) {
		return fiber.ErrUnauthorized
	}
	return nil
}

func made(c fiber.Ctx) error {
	return fiber.NewError(fiber.StatusUnauthorized, "log in first")
}

func closure() fiber.Handler {
	return func(c fiber.Ctx) error { return c.SendStatus(fiber.StatusUnauthorized) }
}

func deny(c fiber.Ctx, code int, message string) error {
	return c.Status(code).JSON(fiber.Map{"message": message})
}

func list(c fiber.Ctx) error {
	if !known(c) {
		return deny(c, fiber.StatusUnauthorized, "log in first")
	}
	return deny(c, fiber.StatusNotFound, "no such list")
}

func item(c fiber.Ctx) error {
	if !known(c) {
		return deny(c, fiber.StatusUnauthorized, "log in first")
	}
	return nil
}
