// Package handedback tells the servers how to answer, or may.
package handedback

import (
	"net/http"

	"authstatus.test/frameworks/auth/gozero/elsewhere"
	"github.com/zeromicro/go-zero/rest"
)

func Serve(conf rest.RestConf, routes []rest.Route, unauthorized func(http.ResponseWriter, *http.Request, error)) {
	server := rest.MustNewServer(conf, rest.WithUnauthorizedCallback(unauthorized))
	elsewhere.Routes(server, routes)
}

func Options(conf rest.RestConf, routes []rest.Route, options ...rest.RunOption) {
	server := rest.MustNewServer(conf, options...)
	elsewhere.Routes(server, routes)
}

func Option(conf rest.RestConf, routes []rest.Route, option rest.RunOption) {
	elsewhere.Routes(rest.MustNewServer(conf, option), routes)
}

func Given(server *rest.Server, routes []rest.Route) { elsewhere.Routes(server, routes) }
