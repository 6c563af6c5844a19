// Package plain uses the middlewares with their default error handling.
package plain

import (
	"net/http"

	"github.com/go-pkgz/auth/v2"
	"github.com/go-pkgz/auth/v2/middleware"
)

func Routes(service *auth.Service, next http.Handler) []http.Handler {
	m := service.Middleware()
	return []http.Handler{
		m.Auth(next),           // want `\[middleware-challenge\]`
		m.AdminOnly(next),      // want `\[middleware-challenge\]`
		m.RBAC("editor")(next), // want `\[middleware-challenge\]`
		m.Trace(next),
	}
}

func Value(m *middleware.Authenticator) func(http.Handler) http.Handler {
	return m.Auth // want `\[middleware-challenge\]`
}
