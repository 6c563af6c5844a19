// Package humaerrors makes the errors of its server itself, with the challenge.
package humaerrors

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type problem struct {
	Status int
	Detail string
}

func (p *problem) Error() string  { return p.Detail }
func (p *problem) GetStatus() int { return p.Status }

func (p *problem) GetHeaders() http.Header {
	if p.Status != http.StatusUnauthorized {
		return nil
	}
	return http.Header{"Www-Authenticate": {`Bearer realm="x"`}}
}

func Setup() {
	huma.NewError = func(status int, message string, _ ...error) huma.StatusError {
		return &problem{Status: status, Detail: message}
	}
}

type none struct{}

func Denied(context.Context, *none) (*none, error) {
	return nil, huma.Error401Unauthorized("no")
}

// WriteErr sends no headers of the error that it makes.
func Refuse(api huma.API, c huma.Context) {
	huma.WriteErr(api, c, http.StatusUnauthorized, "log in") // want `\[missing-challenge\]`
}
