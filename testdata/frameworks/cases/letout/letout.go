// Package letout has handlers that let the errors of others out, and one that
// does not.
package letout

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
	echo "github.com/labstack/echo/v4"

	"authstatus.test/frameworks/cases/letout/service"
)

func Profile(c echo.Context) error {
	name, err := service.Find(c.QueryParam("name"))
	if err != nil {
		return err // want `401 \[missing-challenge\]: err in Profile sends no WWW-Authenticate, chosen in service/service\.go:15: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return c.String(http.StatusOK, name)
}

func Page(c *fiber.Ctx) error {
	name, err := service.Look(c.Query("name"))
	if err != nil {
		return err // want `401 \[missing-challenge\]: err in Page sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return c.SendString(name)
}

// Finish shows the login page again, with 200: silent.
func Finish(c echo.Context) error {
	if _, err := service.Exchange(c.QueryParam("code")); err != nil {
		return c.String(http.StatusOK, err.Error())
	}
	return c.NoContent(http.StatusNoContent)
}

// Enter lets out what was reported where it is chosen: silent.
func Enter(c *fiber.Ctx) error {
	if err := service.Check(c.Query("name")); err != nil {
		return err
	}
	return c.SendString("hello")
}
