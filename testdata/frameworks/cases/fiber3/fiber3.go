// Package fiber3 has a case for every way fiber/v3 can send 401: without a challenge, and with one.
package fiber3

import (
	fiber "github.com/gofiber/fiber/v3"
)

func Status(c fiber.Ctx) {
	c.Status(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusChallenged(c fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Status(fiber.StatusUnauthorized)
}

func SendStatus(c fiber.Ctx) {
	c.SendStatus(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SendStatusChallenged(c fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.SendStatus(fiber.StatusUnauthorized)
}

func ResStatus(r fiber.Res) {
	r.Status(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResStatusChallenged(r fiber.Res) {
	r.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	r.Status(fiber.StatusUnauthorized)
}

func ResSendStatus(r fiber.Res) {
	r.SendStatus(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResSendStatusChallenged(r fiber.Res) {
	r.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	r.SendStatus(fiber.StatusUnauthorized)
}

func RedirectStatus(c fiber.Ctx) error {
	return c.Redirect().Status(fiber.StatusUnauthorized).To("/login") // want `\[missing-challenge\]`
}

func RedirectStatusChallenged(c fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return c.Redirect().Status(fiber.StatusUnauthorized).To("/login")
}

func Error(c fiber.Ctx) error {
	return &fiber.Error{Code: fiber.StatusUnauthorized} // want `\[missing-challenge\]`
}

func ErrorChallenged(c fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return &fiber.Error{Code: fiber.StatusUnauthorized}
}

func NewError(c fiber.Ctx) error {
	return fiber.NewError(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func NewErrorChallenged(c fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return fiber.NewError(fiber.StatusUnauthorized)
}

func NewErrorf(c fiber.Ctx) error {
	return fiber.NewErrorf(fiber.StatusUnauthorized) // want `\[missing-challenge\]`
}

func NewErrorfChallenged(c fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return fiber.NewErrorf(fiber.StatusUnauthorized)
}

func ErrUnauthorized(c fiber.Ctx) error {
	return fiber.ErrUnauthorized // want `\[missing-challenge\]`
}

func ErrUnauthorizedChallenged(c fiber.Ctx) error {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	return fiber.ErrUnauthorized
}

func DefaultErrorHandler(c fiber.Ctx) {
	fiber.DefaultErrorHandler(c, &fiber.Error{Code: fiber.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func DefaultErrorHandlerChallenged(c fiber.Ctx) {
	c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="api"`)
	fiber.DefaultErrorHandler(c, &fiber.Error{Code: fiber.StatusUnauthorized})
}
