// Package unauthorized answers for a middleware that has set the challenge.
package unauthorized

import (
	"net/http"

	jwt "github.com/appleboy/gin-jwt/v3"
	"github.com/gin-gonic/gin"
)

func New() *jwt.GinJWTMiddleware {
	return &jwt.GinJWTMiddleware{
		Realm: "reports",
		Unauthorized: func(c *gin.Context, code int, message string) {
			c.JSON(http.StatusUnauthorized, gin.H{"message": message})
		},
	}
}

// Another handler has nobody who does.
func Other(c *gin.Context) {
	if c.GetHeader("Authorization") == "" {
		c.JSON(http.StatusUnauthorized, gin.H{}) // want `401 \[missing-challenge\]`
	}
}
