// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/flamego/auth"
	"github.com/flamego/flamego"
)

func Routes(f *flamego.Flame) {
	f.Use(auth.Bearer("token"))                                             // want `\[middleware-challenge\]`
	f.Use(auth.BearerFunc(func(token string) bool { return token == "t" })) // want `\[middleware-challenge\]`
}

func Basic(f *flamego.Flame) {
	f.Use(auth.Basic("john", "doe"))
}
