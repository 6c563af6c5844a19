// Package plain uses the middlewares without a function for failures.
package plain

import (
	"net/http"

	descopegin "github.com/descope/go-sdk/descope/gin"
	"github.com/descope/go-sdk/descope/sdk"
	"github.com/gin-gonic/gin"
)

func Routes(auth sdk.Authentication, next http.Handler) http.Handler {
	return sdk.AuthenticationMiddleware(auth, nil, nil)(next) // want `401 \[middleware-challenge\]: sdk\.AuthenticationMiddleware answers 401 without WWW-Authenticate`
}

func Gin(r *gin.Engine, auth sdk.Authentication) {
	r.Use(descopegin.AuthenticationMiddleware(auth, nil, nil)) // want `401 \[middleware-challenge\]: descopegin\.AuthenticationMiddleware answers 401`
}
