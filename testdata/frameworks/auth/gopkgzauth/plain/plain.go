// Package plain uses the middlewares with their default error handling.
package plain

import (
	"net/http"

	"github.com/go-pkgz/auth/v2"
	"github.com/go-pkgz/auth/v2/middleware"
)

// One setting mends all uses of an object: the first is reported.
func Routes(service *auth.Service, next http.Handler) []http.Handler {
	m := service.Middleware()
	return []http.Handler{
		m.Auth(next), // want `401 \[middleware-challenge\]: m\.Auth answers 401 without WWW-Authenticate \(seen with go-pkgz/auth v2\.2\.0\): set ErrorHandler in auth\.Opts to one that adds it \(RFC 9110 §15\.5\.2\)`
		m.AdminOnly(next),
		m.RBAC("editor")(next),
		m.Trace(next),
	}
}

type server struct{ auth middleware.Authenticator }

func (s *server) admin(next http.Handler) http.Handler {
	return s.auth.AdminOnly(next) // want `\[middleware-challenge\]: s\.auth\.AdminOnly answers 401`
}

func (s *server) editor(next http.Handler) http.Handler { return s.auth.RBAC("editor")(next) }

func Editors(m *middleware.Authenticator) func(http.Handler) http.Handler {
	return m.RBAC("editor") // want `\[middleware-challenge\]`
}

func Value(m *middleware.Authenticator) func(http.Handler) http.Handler {
	return m.Auth // want `\[middleware-challenge\]`
}
