// Package configured gives the middleware a realm, which it quotes.
package configured

import (
	"github.com/uptrace/bunrouter"
	"github.com/uptrace/bunrouter/extra/basicauth"
)

func Router(check func(bunrouter.Request) (bool, error)) *bunrouter.Router {
	return bunrouter.New(bunrouter.Use(basicauth.NewMiddleware(check, basicauth.WithRealm("shop"))))
}
