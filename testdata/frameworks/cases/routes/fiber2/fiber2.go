// Package fiber2 wires handlers with fiber v2.
package fiber2

import "github.com/gofiber/fiber/v2"

func challenge(c *fiber.Ctx) error {
	c.Set("WWW-Authenticate", `Bearer realm="x"`)
	return c.Next()
}

// after sets it on the way back: nothing has left by then.
func after(c *fiber.Ctx) error {
	err := c.Next()
	c.Set("WWW-Authenticate", `Bearer realm="x"`)
	return err
}

// own sets it for its own 401 and no other.
func own(c *fiber.Ctx) error {
	if c.Get("Authorization") == "" {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
		return c.SendStatus(fiber.StatusUnauthorized)
	}
	return c.Next()
}

func App() *fiber.App {
	app := fiber.New()
	g := app.Group("/g")
	app.Get("/before", before)
	app.Get("/inline", challenge, inline)
	app.Get("/own", own, owned)
	app.Use("/under", challenge)
	app.Get("/under/it", under)
	app.Get("/beside", beside)
	app.Use(after)
	app.Get("/back", back)
	g.Get("/grouped", grouped)
	return app
}

func before(c *fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `401 \[missing-challenge\]: fiber.ErrUnauthorized in before sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c *fiber.Ctx) error { return fiber.ErrUnauthorized }

func owned(c *fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `401 \[missing-challenge\]: fiber.ErrUnauthorized in owned sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func under(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusUnauthorized) }

func beside(c *fiber.Ctx) error {
	return c.SendStatus(fiber.StatusUnauthorized) // want `401 \[missing-challenge\]: c.SendStatus in beside sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func back(c *fiber.Ctx) error { return fiber.ErrUnauthorized }

func grouped(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusUnauthorized) }
