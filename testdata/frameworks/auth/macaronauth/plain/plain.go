// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/go-macaron/auth"
	"gopkg.in/macaron.v1"
)

func Routes(m *macaron.Macaron) {
	m.Use(auth.Bearer("token"))                                             // want `\[middleware-challenge\]`
	m.Use(auth.BearerFunc(func(token string) bool { return token == "t" })) // want `\[middleware-challenge\]`
}

func Basic(m *macaron.Macaron) {
	m.Use(auth.Basic("john", "doe"))
}
