// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/keyauth"
)

func Routes(app *fiber.App, onError fiber.ErrorHandler) {
	app.Use(keyauth.New(keyauth.Config{ErrorHandler: onError}))
}
