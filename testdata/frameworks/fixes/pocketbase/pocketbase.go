// Package pocketbase answers with pocketbase.
package pocketbase

import (
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
)

func returned(e *core.RequestEvent) error {
	if e.Request.Header.Get("Authorization") == "" {
		return e.UnauthorizedError("log in first", nil)
	}
	return e.NoContent(http.StatusNoContent)
}

func made(e *core.RequestEvent) error {
	return apis.NewUnauthorizedError("log in first", nil)
}

func written(e *core.RequestEvent) error {
	return e.JSON(http.StatusUnauthorized, nil)
}
