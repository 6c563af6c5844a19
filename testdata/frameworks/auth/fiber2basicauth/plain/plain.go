// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/basicauth"
)

func Routes(app *fiber.App) {
	app.Use(basicauth.New(basicauth.Config{Users: map[string]string{"john": "doe"}})) // want `\[middleware-challenge\]`
}
