// Package central gives the server an error encoder of another package.
package central

import (
	"github.com/go-kratos/kratos/contrib/middleware/jwt/v3"
	"github.com/go-kratos/kratos/v3/transport/http"
	jwtv5 "github.com/golang-jwt/jwt/v5"
)

func Server(key jwtv5.Keyfunc, encode http.EncodeErrorFunc) *http.Server {
	return http.NewServer(http.ErrorEncoder(encode), http.Middleware(jwt.Server(key)))
}
