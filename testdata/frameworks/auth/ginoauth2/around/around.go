// Package around has a middleware before it that adds the challenge.
package around

import (
	"github.com/gin-gonic/gin"
	ginoauth2 "github.com/zalando/gin-oauth2"
	"golang.org/x/oauth2"
)

func Routes(r *gin.Engine, known ginoauth2.AccessCheckFunction, endpoint oauth2.Endpoint) {
	r.Use(func(c *gin.Context) { c.Header("WWW-Authenticate", `Bearer realm="api"`) })
	r.Use(ginoauth2.Auth(known, endpoint))
}
