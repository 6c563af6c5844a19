// Package idle lets everybody pass: the validator never answers 401.
package idle

import (
	"context"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"
)

func everybody(context.Context, *openapi3filter.AuthenticationInput) error { return nil }

func Literal(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		Options: openapi3filter.Options{
			AuthenticationFunc: func(context.Context, *openapi3filter.AuthenticationInput) error { return nil },
		},
	})
}

func Named(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		Options: openapi3filter.Options{AuthenticationFunc: everybody},
	})
}

func Noop(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		Options: openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
}

func Variable(spec *openapi3.T) func(http.Handler) http.Handler {
	o := &middleware.Options{}
	o.Options.AuthenticationFunc = everybody
	return middleware.OapiRequestValidatorWithOptions(spec, o)
}

func Some(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{ // want `401 \[middleware-challenge\]: middleware.OapiRequestValidatorWithOptions answers 401 without WWW-Authenticate \(seen with nethttp-middleware v1.3.1\): set ErrorHandlerWithOpts in Options to one that adds it \(RFC 9110 §15.5.2\)`
		Options: openapi3filter.Options{
			AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
				if in.RequestValidationInput.Request.Header.Get("X-API-Key") == "" {
					return in.NewError(nil)
				}
				return nil
			},
		},
	})
}
