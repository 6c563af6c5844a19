// Package validation only validates.
package validation

import (
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	middleware "github.com/oapi-codegen/nethttp-middleware"
)

func New(spec *openapi3.T) func(http.Handler) http.Handler {
	return middleware.OapiRequestValidator(spec)
}
