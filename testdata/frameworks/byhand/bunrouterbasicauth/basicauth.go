// Package basicauth is written by hand: the declarations of
// bunrouter/extra/basicauth v1.0.23 that the table of middlewares names, without
// their bodies' work.
package basicauth

import "github.com/uptrace/bunrouter"

type middleware struct{}

type Option func(m *middleware)

func WithRealm(realm string) Option { return nil }

func NewMiddleware(check func(req bunrouter.Request) (bool, error), opts ...Option) bunrouter.MiddlewareFunc {
	return nil
}
