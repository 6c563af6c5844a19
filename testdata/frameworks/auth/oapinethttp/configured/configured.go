// Package configured tells the middleware how to answer.
package configured

import (
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"
)

func New(spec *openapi3.T, authenticate openapi3filter.AuthenticationFunc, onError middleware.ErrorHandlerWithOpts) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		Options:              openapi3filter.Options{AuthenticationFunc: authenticate},
		ErrorHandlerWithOpts: onError,
	})
}
