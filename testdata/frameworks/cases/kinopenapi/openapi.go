// Package kinopenapi has no response of its own: kin-openapi's errors become a 401
// in the middleware of another module.
package kinopenapi

import (
	"context"
	"errors"

	"github.com/getkin/kin-openapi/openapi3filter"
)

func Authenticate(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	return in.NewError(errors.New("no token"))
}

func Requirements() error {
	return &openapi3filter.SecurityRequirementsError{}
}
