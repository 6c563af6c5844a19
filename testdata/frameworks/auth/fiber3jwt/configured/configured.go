// Package configured tells the middleware how to answer.
package configured

import (
	jwtware "github.com/gofiber/contrib/v3/jwt"
	"github.com/gofiber/fiber/v3"
)

func Routes(app *fiber.App, onError fiber.ErrorHandler) {
	app.Use(jwtware.New(jwtware.Config{ErrorHandler: onError}))
}
