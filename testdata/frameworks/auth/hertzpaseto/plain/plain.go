// Package plain uses the middleware with its default error handling.
package plain

import (
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/hertz-contrib/paseto"
)

func Routes(h *server.Hertz) {
	h.Use(paseto.New(paseto.WithTokenPrefix("Bearer "))) // want `\[middleware-challenge\]`
}
