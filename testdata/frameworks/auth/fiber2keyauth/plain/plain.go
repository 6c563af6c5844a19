// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/keyauth"
)

func valid(c *fiber.Ctx, key string) (bool, error) { return key == "k", nil }

func Routes(app *fiber.App) {
	app.Use(keyauth.New(keyauth.Config{Validator: valid})) // want `\[middleware-challenge\]`
}
