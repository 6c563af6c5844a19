// Package elsewhere is given the server.
package elsewhere

import (
	"github.com/zeromicro/go-zero/rest"
)

func Routes(server *rest.Server, routes []rest.Route) {
	server.AddRoutes(routes, rest.WithJwt("secret"))
}

// All hands it on.
func All(name string, server *rest.Server, routes []rest.Route) {
	if name != "" {
		Routes(server, routes)
	}
}
