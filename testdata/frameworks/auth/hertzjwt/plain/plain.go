// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/hertz-contrib/jwt"
)

func New() (*jwt.HertzJWTMiddleware, error) {
	return jwt.New(&jwt.HertzJWTMiddleware{Realm: "api", Key: []byte("secret")}) // want `\[middleware-challenge\]`
}
