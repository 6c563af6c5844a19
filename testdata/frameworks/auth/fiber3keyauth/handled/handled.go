// Package handled answers for a middleware that sets the challenge afterwards.
package handled

import (
	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/keyauth"
)

func New(valid func(fiber.Ctx, string) (bool, error)) fiber.Handler {
	return keyauth.New(keyauth.Config{
		Validator: valid,
		ErrorHandler: func(c fiber.Ctx, err error) error {
			return c.SendStatus(fiber.StatusUnauthorized)
		},
	})
}

func refuse(c fiber.Ctx, err error) error {
	return c.Status(fiber.StatusUnauthorized).SendString("no")
}

func Named(valid func(fiber.Ctx, string) (bool, error)) fiber.Handler {
	return keyauth.New(keyauth.Config{Validator: valid, ErrorHandler: refuse})
}

// Another handler has nobody who does.
func Other(c fiber.Ctx) error {
	if c.Get("Authorization") == "" {
		return c.SendStatus(fiber.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
	return nil
}
