// Package configured tells the service how to answer.
package configured

import (
	"net/http"

	"github.com/go-pkgz/auth/v2"
	"github.com/go-pkgz/auth/v2/middleware"
)

func Routes(answer middleware.ErrorHandlerFunc, next http.Handler) http.Handler {
	m := auth.NewService(auth.Opts{ErrorHandler: answer}).Middleware()
	return m.Auth(next)
}

func Own(answer middleware.ErrorHandlerFunc, next http.Handler) http.Handler {
	m := middleware.Authenticator{ErrorHandler: answer}
	return m.Auth(next)
}
