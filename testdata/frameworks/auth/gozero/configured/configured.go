// Package configured tells the middleware how to answer.
package configured

import (
	"net/http"

	"github.com/zeromicro/go-zero/rest"
)

func Serve(conf rest.RestConf, routes []rest.Route, unauthorized func(http.ResponseWriter, *http.Request, error)) {
	server := rest.MustNewServer(conf, rest.WithUnauthorizedCallback(unauthorized))
	server.AddRoutes(routes, rest.WithJwt("secret"))
}
