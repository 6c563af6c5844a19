// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/zeromicro/go-zero/rest"
)

func Serve(conf rest.RestConf, routes []rest.Route) {
	server := rest.MustNewServer(conf)
	server.AddRoutes(routes, rest.WithJwt("secret"))                  // want `\[middleware-challenge\]`
	server.AddRoutes(routes, rest.WithJwtTransition("secret", "old")) // want `\[middleware-challenge\]`
}
