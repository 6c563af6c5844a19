// Package fiber3 wires handlers with fiber v3.
package fiber3

import (
	"os"

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/keyauth"
)

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

// Prefixes in a list, with parameters, or not constant.
func Prefixes() *fiber.App {
	app := fiber.New()
	app.Use([]string{"/one", "/two"}, challenge)
	app.Get("/one/it", first)
	app.Get("/two/it", second)
	app.Get("/three/it", third)
	app.Use("/:tenant/in", challenge)
	app.Get("/four/in", fourth)
	return app
}

func Configured() *fiber.App {
	app := fiber.New()
	app.Use(os.Getenv("PREFIX"), challenge)
	app.Get("/it", fifth)
	return app
}

func first(c fiber.Ctx) error { return fiber.ErrUnauthorized }

func second(c fiber.Ctx) error { return fiber.ErrUnauthorized }

func third(c fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `401 \[missing-challenge\]: fiber.ErrUnauthorized in third sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func fourth(c fiber.Ctx) error { return fiber.ErrUnauthorized }

func fifth(c fiber.Ctx) error { return fiber.ErrUnauthorized }

type policy interface{ CanDelete(id string) bool }

// Keys are asked for but where next says so, or what answers errors goes on.
func Keys(p policy) *fiber.App {
	app := fiber.New()
	valid := func(c fiber.Ctx, key string) (bool, error) { return key == os.Getenv("KEY"), nil }
	refuse := func(c fiber.Ctx, err error) error {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
		return c.SendStatus(fiber.StatusUnauthorized)
	}
	asked := app.Group("/asked", keyauth.New(keyauth.Config{
		Validator:    valid,
		ErrorHandler: refuse,
		Next:         func(c fiber.Ctx) bool { return c.Path() == "/asked/login" },
	}))
	asked.Delete("/login", func(c fiber.Ctx) error {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
		if !p.CanDelete(c.Params("id")) {
			return fiber.ErrUnauthorized
		}
		return nil
	})
	asked.Delete("/in/:id", func(c fiber.Ctx) error {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
		if !p.CanDelete(c.Params("id")) {
			return fiber.ErrUnauthorized // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return nil
	})
	lenient := app.Group("/lenient", keyauth.New(keyauth.Config{
		Validator:    valid,
		ErrorHandler: func(c fiber.Ctx, err error) error { return c.Next() },
	}))
	lenient.Delete("/:id", func(c fiber.Ctx) error {
		c.Set("WWW-Authenticate", `Bearer realm="x"`)
		if !p.CanDelete(c.Params("id")) {
			return fiber.ErrUnauthorized
		}
		return nil
	})
	return app
}
