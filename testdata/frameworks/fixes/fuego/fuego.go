// Package fuego answers with fuego.
package fuego

import (
	"net/http"

	"github.com/go-fuego/fuego"
)

func recorded(c fuego.ContextNoBody) (string, error) {
	if c.Header("Authorization") == "" {
		c.SetStatus(http.StatusUnauthorized)
		return "log in first", nil
	}
	return "", nil
}

func returned(c fuego.ContextNoBody) (string, error) {
	if c.Header("Authorization") == "" {
		return "", fuego.UnauthorizedError{Title: "log in first"}
	}
	return "", nil
}
