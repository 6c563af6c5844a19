// Package plain uses the middleware with its default error handling.
package plain

import (
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"
)

func New(spec *openapi3.T, authenticate openapi3filter.AuthenticationFunc) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{ // want `\[middleware-challenge\]`
		Options: openapi3filter.Options{AuthenticationFunc: authenticate},
	})
}

func Default(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidator(spec) // want `\[middleware-challenge\]`
}
