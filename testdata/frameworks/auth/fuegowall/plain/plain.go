// Package plain uses the middleware with its default error handling.
package plain

import (
	"regexp"

	"github.com/go-fuego/fuego"
)

func Routes(s *fuego.Server) {
	fuego.Use(s, fuego.AuthWall("admin"))                           // want `\[middleware-challenge\]`
	fuego.Use(s, fuego.AuthWallRegexp(regexp.MustCompile("admin"))) // want `\[middleware-challenge\]`
	fuego.Use(s, fuego.AuthWallRegex("admin"))                      // want `\[middleware-challenge\]`
}
