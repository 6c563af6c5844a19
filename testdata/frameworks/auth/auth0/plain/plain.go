// Package plain uses the middleware with its default error handling.
package plain

import (
	"context"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
)

func validate(context.Context, string) (any, error) { return nil, nil }

func New() *jwtmiddleware.JWTMiddleware {
	return jwtmiddleware.New(validate, jwtmiddleware.WithCredentialsOptional(false)) // want `\[middleware-challenge\]`
}

// Options that are not in view may set an error handler.
func Options(opts []jwtmiddleware.Option, opt jwtmiddleware.Option) {
	jwtmiddleware.New(validate, opts...)
	jwtmiddleware.New(validate, opt)
}
