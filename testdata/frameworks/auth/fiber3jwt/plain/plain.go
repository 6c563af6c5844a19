// Package plain uses the middleware with its default error handling.
package plain

import (
	jwtware "github.com/gofiber/contrib/v3/jwt"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App) {
	app.Use(jwtware.New(jwtware.Config{SigningKey: jwtware.SigningKey{Key: []byte("secret")}})) // want `\[middleware-challenge\]`
}
