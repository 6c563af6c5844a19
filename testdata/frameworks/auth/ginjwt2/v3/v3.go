// Package v3 uses the version that sends a challenge.
package v3

import (
	jwt "github.com/appleboy/gin-jwt/v3"
)

func New() (*jwt.GinJWTMiddleware, error) {
	return jwt.New(&jwt.GinJWTMiddleware{Realm: "api", Key: []byte("secret")})
}
