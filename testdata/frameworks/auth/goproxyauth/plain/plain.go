// Package plain asks for proxy credentials by a realm without quotes.
package plain

import (
	"net/http"

	"github.com/elazarl/goproxy"
	"github.com/elazarl/goproxy/ext/auth"
)

func New(check func(user, password string) bool) *goproxy.ProxyHttpServer {
	p := goproxy.NewProxyHttpServer()
	auth.ProxyBasic(p, "my realm", check) // want `407 \[middleware-challenge\]: auth\.ProxyBasic answers 407 with a malformed challenge, Basic realm=… without quotes \(seen with goproxy/ext 0581fc3aee2d\): answer with a response of your own, whose realm is in quotes \(RFC 9110 §11\.6\.1\)`
	return p
}

func Parts(check func(user, password string) bool) (goproxy.ReqHandler, goproxy.HttpsHandler) {
	return auth.Basic("r", check), auth.BasicConnect("r", check) // want `\[middleware-challenge\]` `\[middleware-challenge\]`
}

func Response(r *http.Request) *http.Response {
	return auth.BasicUnauthorized(r, "r") // want `\[middleware-challenge\]`
}
