// Package plain uses the middleware with the realm that it has by itself.
package plain

import (
	"github.com/uptrace/bunrouter"
	"github.com/uptrace/bunrouter/extra/basicauth"
)

func Router(check func(bunrouter.Request) (bool, error)) *bunrouter.Router {
	return bunrouter.New(bunrouter.Use(basicauth.NewMiddleware(check))) // want `401 \[middleware-challenge\]: basicauth\.NewMiddleware answers 401 with a malformed challenge, basic realm=Restricted \(seen with bunrouter v1\.0\.23\): pass basicauth\.WithRealm, which quotes it \(RFC 9110 §11\.6\.1\)`
}
