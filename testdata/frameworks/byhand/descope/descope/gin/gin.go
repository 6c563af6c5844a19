// Package gin is written by hand: the declarations of descope/go-sdk's
// gin v1.30.0 that the table of middlewares names, without their bodies' work.
package gin

import (
	"github.com/descope/go-sdk/descope/sdk"
	"github.com/gin-gonic/gin"
)

func AuthenticationMiddleware(auth sdk.Authentication, onFailure func(*gin.Context, error), onSuccess func(*gin.Context, *sdk.Token)) gin.HandlerFunc {
	return nil
}
