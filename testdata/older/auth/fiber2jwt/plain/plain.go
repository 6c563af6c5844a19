// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/gofiber/fiber/v2"
	jwtware "github.com/gofiber/jwt/v3"
)

func Routes(app *fiber.App) {
	app.Use(jwtware.New(jwtware.Config{SigningKey: []byte("secret")})) // want `\[middleware-challenge\]`
}
