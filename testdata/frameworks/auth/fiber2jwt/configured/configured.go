// Package configured tells the middleware how to answer.
package configured

import (
	jwtware "github.com/gofiber/contrib/jwt"
	"github.com/gofiber/fiber/v2"
)

func Routes(app *fiber.App, onError fiber.ErrorHandler) {
	app.Use(jwtware.New(jwtware.Config{ErrorHandler: onError}))
}
