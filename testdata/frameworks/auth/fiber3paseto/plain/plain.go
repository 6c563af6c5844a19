// Package plain uses the middleware with its default error handling.
package plain

import (
	pasetoware "github.com/gofiber/contrib/v3/paseto"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App, key []byte) {
	app.Use(pasetoware.New(pasetoware.Config{SymmetricKey: key})) // want `401 \[middleware-challenge\]: pasetoware\.New answers 401 without WWW-Authenticate`
}
