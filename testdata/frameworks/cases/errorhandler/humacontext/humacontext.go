// Package humacontext makes the errors of its server itself, and sets the challenge on
// the response at hand.
package humacontext

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

func Setup() {
	plain := huma.NewErrorWithContext
	huma.NewErrorWithContext = func(c huma.Context, status int, message string, errs ...error) huma.StatusError {
		if status == http.StatusUnauthorized {
			c.SetHeader("WWW-Authenticate", `Bearer realm="x"`)
		}
		return plain(c, status, message, errs...)
	}
}

func Auth(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		if c.Header("Authorization") == "" {
			huma.WriteErr(api, c, http.StatusUnauthorized, "log in")
			return
		}
		next(c)
	}
}

func Bare(c huma.Context) {
	c.SetStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}
