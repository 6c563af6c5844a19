// Package who finds out who calls, and fails with the framework's error beside
// other results.
package who

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// Caller is who calls.
func Caller(c echo.Context) (string, error) {
	name := c.Request().Header.Get("Authorization")
	if name == "" {
		return "", echo.NewHTTPError(http.StatusUnauthorized, "log in")
	}
	return name, nil
}

// Failure is an error that knows its status.
type Failure struct {
	Status int
	Text   string
}

func (f *Failure) Error() string { return f.Text }

// Check fails with one.
func Check(name string) error {
	if name == "" {
		return &Failure{http.StatusUnauthorized, "log in"}
	}
	return nil
}
