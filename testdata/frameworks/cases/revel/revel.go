// Package revel has a case for every way revel can send 401: without a challenge, and with one.
package revel

import (
	"net/http"

	"github.com/revel/revel"
)

func RenderError(c *revel.Controller) {
	c.RenderError(denied{}) // want `\[missing-challenge\]`
}

func RenderErrorChallenged(c *revel.Controller) {
	c.Response.Out.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.RenderError(denied{})
}

func ResponseStatus(res *revel.Response) {
	res.Status = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func ResponseStatusChallenged(res *revel.Response) {
	res.Out.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Status = http.StatusUnauthorized
}

func ResponseSetStatus(res *revel.Response) {
	res.SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseSetStatusChallenged(res *revel.Response) {
	res.Out.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.SetStatus(http.StatusUnauthorized)
}

func ResponseWriteHeader(res *revel.Response) {
	res.WriteHeader(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func ResponseWriteHeaderChallenged(res *revel.Response) {
	res.Out.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized, "denied")
}

func RevelHeaderSetStatus(c *revel.Controller) {
	c.Response.Out.Header().SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RevelHeaderSetStatusChallenged(c *revel.Controller) {
	c.Response.Out.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	c.Response.Out.Header().SetStatus(http.StatusUnauthorized)
}

// denied is an error that knows its status.
type denied struct{}

func (denied) Error() string { return "denied" }
func (denied) HTTPCode() int { return http.StatusUnauthorized }
