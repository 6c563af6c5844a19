// Package casbin is written by hand: the declarations of gofiber/contrib's
// v3/casbin/v2 23482ac that the table of middlewares names, without their
// bodies' work.
package casbin

import "github.com/gofiber/fiber/v3"

type Config struct {
	ModelFilePath string
	Lookup        func(fiber.Ctx) string
	Unauthorized  fiber.Handler
	Forbidden     fiber.Handler
}

type Middleware struct{}

type Option interface{ apply() }

func New(config ...Config) *Middleware { return nil }

func (m *Middleware) RoutePermission() fiber.Handler { return nil }
