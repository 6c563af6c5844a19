// Package receiver makes an error in a method that does not look at its
// response: it may be called on one that has none.
package receiver

import "github.com/pocketbase/pocketbase/tools/router"

type Event struct{ *router.Event }

func (e *Event) Denied() error {
	return router.NewUnauthorizedError("log in first", nil) // want `401 \[missing-challenge\]: router\.NewUnauthorizedError in \(\*Event\)\.Denied sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
}
