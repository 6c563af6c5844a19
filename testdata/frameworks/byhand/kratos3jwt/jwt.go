// Package jwt is written by hand: the declarations of kratos v3.0.0's
// contrib/middleware/jwt that the table of middlewares names, without their
// bodies' work.
package jwt

import (
	"github.com/go-kratos/kratos/v3/middleware"
	"github.com/golang-jwt/jwt/v5"
)

type options struct{}

type Option func(*options)

func WithSigningMethod(method jwt.SigningMethod) Option { return nil }

func Server(keyFunc jwt.Keyfunc, opts ...Option) middleware.Middleware { return nil }
