package fiber3

import "github.com/gofiber/fiber/v3"

// Some who call it have set a challenge.
func refuseShared(c fiber.Ctx, code int) error {
	return c.SendStatus(code)
}

func sharedAsks(c fiber.Ctx) error {
	c.Set("WWW-Authenticate", `Bearer realm="own"`)
	return refuseShared(c, 401)
}

func sharedForgets(c fiber.Ctx) error {
	return refuseShared(c, 401)
}

func sharedForgetsToo(c fiber.Ctx) error {
	return refuseShared(c, 401)
}
