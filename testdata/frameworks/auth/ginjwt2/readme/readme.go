// Package readme is written as the library's README does it.
package readme

import (
	jwt "github.com/appleboy/gin-jwt/v2"
	"github.com/gin-gonic/gin"
)

func Routes(r *gin.Engine) error {
	auth, err := jwt.New(initParams()) // want `\[middleware-challenge\]`
	if err != nil {
		return err
	}
	r.Use(auth.MiddlewareFunc())
	return nil
}

func initParams() *jwt.GinJWTMiddleware {
	return &jwt.GinJWTMiddleware{Realm: "shop", Key: []byte("secret")}
}
