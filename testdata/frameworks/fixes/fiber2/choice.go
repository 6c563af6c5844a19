package fiber2

import (
	"github.com/gofiber/fiber/v2"
	"github.com/golang-jwt/jwt/v5"
)

type claims struct {
	jwt.RegisteredClaims
	IsAdmin bool
}

func key(*jwt.Token) (any, error) { return []byte("secret"), nil }

func rejected(c *fiber.Ctx) error {
	if _, err := jwt.Parse(c.Get(fiber.HeaderAuthorization), key); err != nil {
		return fiber.ErrForbidden
	}
	return c.Next()
}

func rejectedToo(c *fiber.Ctx) error {
	if _, err := jwt.Parse(c.Get(fiber.HeaderAuthorization), key); err != nil {
		return c.Status(fiber.StatusForbidden).JSON(fiber.Map{"message": "Forbidden"})
	}
	return c.Next()
}

func lacking(c *fiber.Ctx) error {
	var user claims
	if _, err := jwt.ParseWithClaims(c.Get(fiber.HeaderAuthorization), &user, key); err != nil {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
		return fiber.ErrUnauthorized
	}
	if !user.IsAdmin {
		return fiber.NewError(fiber.StatusUnauthorized, "admins only")
	}
	return c.Next()
}
