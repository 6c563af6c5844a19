// Package buffalo has a case for every way buffalo can send 401: without a challenge, and with one.
package buffalo

import (
	"errors"
	"net/http"

	"github.com/gobuffalo/buffalo"
)

func Render(c buffalo.Context) {
	c.Render(http.StatusUnauthorized, nil) // want `\[missing-challenge\]`
}

func RenderChallenged(c buffalo.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Render(http.StatusUnauthorized, nil)
}

func Redirect(c buffalo.Context) {
	c.Redirect(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func RedirectChallenged(c buffalo.Context) {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Redirect(http.StatusUnauthorized, "denied")
}

func Error(c buffalo.Context) error {
	return c.Error(http.StatusUnauthorized, errors.New("denied")) // want `\[missing-challenge\]`
}

func ErrorChallenged(c buffalo.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return c.Error(http.StatusUnauthorized, errors.New("denied"))
}

func HTTPError(c buffalo.Context) error {
	return buffalo.HTTPError{Status: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func HTTPErrorChallenged(c buffalo.Context) error {
	c.Response().Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return buffalo.HTTPError{Status: http.StatusUnauthorized}
}

func ResponseWriteHeader(res *buffalo.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteHeaderChallenged(res *buffalo.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}
