// Package older tells the middleware how to answer, in the way that was first.
package older

import (
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	middleware "github.com/oapi-codegen/nethttp-middleware"
)

func New(spec *openapi3.T, authenticate openapi3filter.AuthenticationFunc, onError middleware.ErrorHandler) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidatorWithOptions(spec, &middleware.Options{
		Options:      openapi3filter.Options{AuthenticationFunc: authenticate},
		ErrorHandler: onError,
	})
}
