// Package goyave has a case for every way goyave can send 401: without a challenge, and with one.
package goyave

import (
	"net/http"

	goyave "goyave.dev/goyave/v5"
)

func Status(res *goyave.Response) {
	res.Status(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func StatusChallenged(res *goyave.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Status(http.StatusUnauthorized)
}

func JSON(res *goyave.Response) {
	res.JSON(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func JSONChallenged(res *goyave.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.JSON(http.StatusUnauthorized, nil)
}

func String(res *goyave.Response) {
	res.String(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func StringChallenged(res *goyave.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.String(http.StatusUnauthorized, "denied")
}

func WriteHeader(res *goyave.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func WriteHeaderChallenged(res *goyave.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}
