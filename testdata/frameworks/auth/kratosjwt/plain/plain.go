// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/go-kratos/kratos/v2/middleware/auth/jwt"
	"github.com/go-kratos/kratos/v2/transport/http"
	jwtv5 "github.com/golang-jwt/jwt/v5"
)

func key(*jwtv5.Token) (any, error) { return []byte("secret"), nil }

func Serve() *http.Server {
	return http.NewServer(http.Middleware(jwt.Server(key))) // want `\[middleware-challenge\]`
}
