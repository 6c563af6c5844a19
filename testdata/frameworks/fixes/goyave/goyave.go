// Package goyave answers with goyave.
package goyave

import (
	"net/http"

	"goyave.dev/goyave/v5"
)

func direct(response *goyave.Response, known bool) {
	if !known {
		response.JSON(http.StatusUnauthorized, map[string]string{"message": "log in first"})
		return
	}
	response.Status(http.StatusNoContent)
}

func deny(response *goyave.Response, status int) {
	response.Status(status)
}

func list(response *goyave.Response, request *goyave.Request) {
	if request.Header().Get("Authorization") != "" {
		response.Status(http.StatusNoContent)
		return
	}
	deny(response, http.StatusUnauthorized)
}

func item(response *goyave.Response, request *goyave.Request) {
	deny(response, http.StatusUnauthorized)
	deny(response, http.StatusNotFound)
}
