// Package callback answers by itself, when the middleware has set its header.
package callback

import (
	jwt "github.com/appleboy/gin-jwt/v2"
	"github.com/gin-gonic/gin"
)

func unauthorized(c *gin.Context, code int, message string) {
	c.JSON(code, gin.H{"code": code, "message": message})
}

func New() (*jwt.GinJWTMiddleware, error) {
	return jwt.New(&jwt.GinJWTMiddleware{Realm: "my api", Unauthorized: unauthorized}) // want `\[middleware-challenge\]`
}
