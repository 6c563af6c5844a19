// Package fiber3 wires handlers with fiber v3.
package fiber3

import "github.com/gofiber/fiber/v3"

func challenge(c fiber.Ctx) error {
	c.Set("WWW-Authenticate", `Bearer realm="x"`)
	return c.Next()
}

func App() *fiber.App {
	app := fiber.New()
	app.Get("/before", before)
	app.Get("/inline", challenge, inline)
	app.Route("/r", func(r fiber.Router) {
		r.Use(challenge)
		r.Get("/in", in)
	})
	return app
}

func before(c fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `401 \[missing-challenge\]: fiber.ErrUnauthorized in before sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(c fiber.Ctx) error { return fiber.ErrUnauthorized }

func in(c fiber.Ctx) error { return c.SendStatus(fiber.StatusUnauthorized) }
