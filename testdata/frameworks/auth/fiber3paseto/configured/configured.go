// Package configured gives the middleware an error handler of its own.
package configured

import (
	pasetoware "github.com/gofiber/contrib/v3/paseto"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App, key []byte) {
	app.Use(pasetoware.New(pasetoware.Config{SymmetricKey: key, ErrorHandler: func(c fiber.Ctx, err error) error {
		c.Set("WWW-Authenticate", `Bearer realm="api", error="invalid_token"`)
		return c.SendStatus(fiber.StatusUnauthorized)
	}}))
}
