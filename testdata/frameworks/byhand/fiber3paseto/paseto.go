// Package pasetoware is written by hand: the declarations of gofiber/contrib's
// v3/paseto 23482ac that the table of middlewares names, without their bodies'
// work.
package pasetoware

import "github.com/gofiber/fiber/v3"

type Config struct {
	Next           func(fiber.Ctx) bool
	SuccessHandler fiber.Handler
	ErrorHandler   fiber.ErrorHandler
	SymmetricKey   []byte
}

func New(authConfigs ...Config) fiber.Handler { return nil }
