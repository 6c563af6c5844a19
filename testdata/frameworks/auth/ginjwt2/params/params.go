// Package params has a function for the configuration, with a callback of another
// package in it.
package params

import (
	jwt "github.com/appleboy/gin-jwt/v2"
	"github.com/gin-gonic/gin"
)

func Auth(deny func(*gin.Context, int, string)) (*jwt.GinJWTMiddleware, error) {
	return jwt.New(params(deny))
}

func params(deny func(*gin.Context, int, string)) *jwt.GinJWTMiddleware {
	return &jwt.GinJWTMiddleware{Key: []byte("secret"), Unauthorized: deny}
}
