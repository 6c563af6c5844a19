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

// The validator may be a parameter or a field.
func Handed(validate jwtmiddleware.ValidateToken) *jwtmiddleware.JWTMiddleware {
	return jwtmiddleware.New(validate) // want `\[middleware-challenge\]`
}

type server struct{ validate jwtmiddleware.ValidateToken }

func (s *server) middleware() *jwtmiddleware.JWTMiddleware {
	return jwtmiddleware.New(s.validate) // want `\[middleware-challenge\]`
}
