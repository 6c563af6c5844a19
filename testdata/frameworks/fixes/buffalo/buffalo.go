// Package buffalo answers with buffalo.
package buffalo

import (
	"errors"
	"net/http"

	"github.com/gobuffalo/buffalo"
)

func returned(c buffalo.Context) error {
	if c.Request().Header.Get("Authorization") == "" {
		return c.Error(http.StatusUnauthorized, errors.New("log in first"))
	}
	return nil
}
