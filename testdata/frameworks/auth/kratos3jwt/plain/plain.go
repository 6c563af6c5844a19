// Package plain uses the middleware with the server's own error encoder.
package plain

import (
	"github.com/go-kratos/kratos/contrib/middleware/jwt/v3"
	"github.com/go-kratos/kratos/v3/transport/http"
	jwtv5 "github.com/golang-jwt/jwt/v5"
)

func Server(key jwtv5.Keyfunc) *http.Server {
	return http.NewServer(http.Middleware(jwt.Server(key, jwt.WithSigningMethod(jwtv5.SigningMethodHS256)))) // want `\[middleware-challenge\]`
}
