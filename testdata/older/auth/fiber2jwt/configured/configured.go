// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/gofiber/fiber/v2"
	jwtware "github.com/gofiber/jwt/v3"
)

func Routes(app *fiber.App, onError fiber.ErrorHandler) {
	app.Use(jwtware.New(jwtware.Config{ErrorHandler: onError}))
}
