// Package huma has a case for every way huma can send 401: without a challenge, and with one.
package huma

import (
	"net/http"

	huma "github.com/danielgtaylor/huma/v2"
)

func SetStatus(c huma.Context) {
	c.SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SetStatusChallenged(c huma.Context) {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	c.SetStatus(http.StatusUnauthorized)
}

func WriteErr(c huma.Context) {
	huma.WriteErr(nil, c, http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func WriteErrChallenged(c huma.Context) {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	huma.WriteErr(nil, c, http.StatusUnauthorized, "denied")
}

func ErrorModel(c huma.Context) error {
	return &huma.ErrorModel{Status: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func ErrorModelChallenged(c huma.Context) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return &huma.ErrorModel{Status: http.StatusUnauthorized}
}

func NewError(c huma.Context) error {
	return huma.NewError(http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func NewErrorChallenged(c huma.Context) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return huma.NewError(http.StatusUnauthorized, "denied")
}

func NewErrorWithContext(c huma.Context) error {
	return huma.NewErrorWithContext(c, http.StatusUnauthorized, "denied") // want `\[missing-challenge\]`
}

func NewErrorWithContextChallenged(c huma.Context) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return huma.NewErrorWithContext(c, http.StatusUnauthorized, "denied")
}

func Error401Unauthorized(c huma.Context) error {
	return huma.Error401Unauthorized("denied") // want `\[missing-challenge\]`
}

func Error401UnauthorizedChallenged(c huma.Context) error {
	c.SetHeader("WWW-Authenticate", `Bearer realm="api"`)
	return huma.Error401Unauthorized("denied")
}

// denied is an error of the server that knows its status.
type denied struct{}

func (denied) Error() string  { return "denied" }
func (denied) GetStatus() int { return http.StatusUnauthorized }

func StatusError(c huma.Context) error {
	return denied{} // want `\[missing-challenge\]`
}

// challenged also knows its headers.
type challenged struct{ denied }

func (challenged) GetHeaders() http.Header {
	return http.Header{"Www-Authenticate": {`Bearer realm="api"`}}
}

func HeadersError(c huma.Context) error {
	return challenged{}
}

func ErrorWithHeaders(c huma.Context) error {
	return huma.ErrorWithHeaders(huma.Error401Unauthorized("denied"), http.Header{"Retry-After": {"1"}}) // want `\[missing-challenge\]`
}

func ErrorWithHeadersChallenged(c huma.Context) error {
	return huma.ErrorWithHeaders(huma.Error401Unauthorized("denied"), http.Header{"Www-Authenticate": {`Bearer realm="api"`}})
}
