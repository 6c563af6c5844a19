// Package handed makes servers and lets others give them the middleware, with its
// default error handling.
package handed

import (
	"authstatus.test/frameworks/auth/gozero/elsewhere"
	"github.com/zeromicro/go-zero/rest"
)

func Serve(conf rest.RestConf, routes []rest.Route) {
	server := rest.MustNewServer(conf, rest.WithCors()) // want `401 \[middleware-challenge\]: rest.WithJwt, which Routes gives it, answers 401 without WWW-Authenticate \(seen with go-zero v1.10.3\): give the server rest.WithUnauthorizedCallback with one that adds it \(RFC 9110 §15.5.2\)`
	elsewhere.Routes(server, routes)
	elsewhere.All("", server, routes)
	server.Start()
}

func Direct(conf rest.RestConf, routes []rest.Route) {
	elsewhere.All("x", rest.MustNewServer(conf), routes) // want `\[middleware-challenge\]: rest.WithJwt, which Routes gives it`
}

func other(*rest.Server) {}

// Other gives it to a function that does nothing of the kind.
func Other(conf rest.RestConf) {
	server := rest.MustNewServer(conf)
	other(server)
}
