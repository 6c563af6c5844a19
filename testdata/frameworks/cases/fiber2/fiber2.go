// Package fiber2 has a case for every way fiber/v2 can send 401: without a challenge, and with one.
package fiber2

import (
	fiber "github.com/gofiber/fiber/v2"
)

func Status(c *fiber.Ctx) {
	c.Status(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Status(fiber.StatusUnauthorized)
}

func SendStatus(c *fiber.Ctx) {
	c.SendStatus(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SendStatusChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.SendStatus(fiber.StatusUnauthorized)
}

func Redirect(c *fiber.Ctx) {
	c.Redirect("denied", fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Redirect("denied", fiber.StatusUnauthorized)
}

func RedirectToRoute(c *fiber.Ctx) {
	c.RedirectToRoute("denied", nil, fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectToRouteChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.RedirectToRoute("denied", nil, fiber.StatusUnauthorized)
}

func RedirectBack(c *fiber.Ctx) {
	c.RedirectBack("denied", fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectBackChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.RedirectBack("denied", fiber.StatusUnauthorized)
}

func Error(c *fiber.Ctx) error {
	return &fiber.Error{Code: fiber.StatusUnauthorized} // want `\[missing-challenge\]`
}

func ErrorChallenged(c *fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return &fiber.Error{Code: fiber.StatusUnauthorized}
}

func NewError(c *fiber.Ctx) error {
	return fiber.NewError(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func NewErrorChallenged(c *fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return fiber.NewError(fiber.StatusUnauthorized)
}

func ErrUnauthorized(c *fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `\[missing-challenge\]`
}

func ErrUnauthorizedChallenged(c *fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return fiber.ErrUnauthorized
}

func DefaultErrorHandler(c *fiber.Ctx) {
	fiber.DefaultErrorHandler(c, &fiber.Error{Code: fiber.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func DefaultErrorHandlerChallenged(c *fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	fiber.DefaultErrorHandler(c, &fiber.Error{Code: fiber.StatusUnauthorized})
}
