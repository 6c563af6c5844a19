// Package configured gives the middlewares a function for failures.
package configured

import (
	"net/http"

	descopegin "github.com/descope/go-sdk/descope/gin"
	"github.com/descope/go-sdk/descope/sdk"
	"github.com/gin-gonic/gin"
)

func failed(w http.ResponseWriter, _ *http.Request, _ error) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func Routes(auth sdk.Authentication, next http.Handler) http.Handler {
	return sdk.AuthenticationMiddleware(auth, failed, nil)(next)
}

// What is handed in may answer anything.
func Handed(auth sdk.Authentication, failed func(http.ResponseWriter, *http.Request, error)) func(http.Handler) http.Handler {
	return sdk.AuthenticationMiddleware(auth, failed, nil)
}

func Gin(r *gin.Engine, auth sdk.Authentication) {
	r.Use(descopegin.AuthenticationMiddleware(auth, func(c *gin.Context, _ error) {
		c.Header("WWW-Authenticate", `Bearer realm="api"`)
		c.AbortWithStatus(http.StatusUnauthorized)
	}, nil))
}
