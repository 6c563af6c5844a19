// Package plain uses the middleware with its default error handling.
package plain

import (
	jwt "github.com/appleboy/gin-jwt/v2"
)

func New() (*jwt.GinJWTMiddleware, error) {
	return jwt.New(&jwt.GinJWTMiddleware{Realm: "api", Key: []byte("secret")}) // want `\[middleware-challenge\]`
}
