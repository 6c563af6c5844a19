// Package plain uses the middlewares, which can't be told to send a challenge.
package plain

import (
	"github.com/gin-gonic/gin"
	ginoauth2 "github.com/zalando/gin-oauth2"
	"golang.org/x/oauth2"
)

var endpoint = oauth2.Endpoint{TokenURL: "https://example.com/token"}

func known(tc *ginoauth2.TokenContainer, _ *gin.Context) bool { return tc.Realm == "employees" }

func Routes(r *gin.Engine) {
	r.Use(ginoauth2.Auth(known, endpoint))                                          // want `\[middleware-challenge\]`
	r.Use(ginoauth2.AuthChain(endpoint, known))                                     // want `\[middleware-challenge\]`
	r.Use(ginoauth2.AuthChainOptions(ginoauth2.Options{Endpoint: endpoint}, known)) // want `\[middleware-challenge\]`
}
