// Package configured tells the middleware how to answer.
package configured

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/basicauth"
)

func Routes(app *fiber.App, unauthorized fiber.Handler) {
	app.Use(basicauth.New(basicauth.Config{Unauthorized: unauthorized}))
}
