// Package ginoauth2 is written by hand: the declarations of zalando/gin-oauth2
// f051239 that the table of middlewares names, without their bodies' work.
package ginoauth2

import (
	"github.com/gin-gonic/gin"
	"golang.org/x/oauth2"
)

type TokenContainer struct{ Realm string }

type AccessCheckFunction func(tc *TokenContainer, ctx *gin.Context) bool

type Options struct {
	Endpoint            oauth2.Endpoint
	AccessTokenInHeader bool
}

func Auth(accessCheckFunction AccessCheckFunction, endpoints oauth2.Endpoint) gin.HandlerFunc {
	return nil
}

func AuthChain(endpoint oauth2.Endpoint, accessCheckFunctions ...AccessCheckFunction) gin.HandlerFunc {
	return nil
}

func AuthChainOptions(o Options, accessCheckFunctions ...AccessCheckFunction) gin.HandlerFunc {
	return nil
}
