// Package keyauth configures fiber's middleware by promoted keys, and leaves its
// own answer.
package keyauth

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/keyauth"
)

type settings struct {
	keyauth.Config
	Name string
}

// New makes the server.
func New(known func(*fiber.Ctx, string) (bool, error)) *fiber.App {
	app := fiber.New()
	s := settings{Validator: known, Name: "keys"}
	app.Use(keyauth.New(s.Config)) // want `^401 \[middleware-challenge\]: keyauth\.New answers 401 without WWW-Authenticate \(seen with fiber v2\.52\.15\): set ErrorHandler in keyauth\.Config to one that adds it, or use fiber v3, which sends it \(RFC 9110 §15\.5\.2\)$`
	return app
}
