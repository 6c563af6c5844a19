// Package plain uses the middleware with its default error handling.
package plain

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/hertz-contrib/keyauth"
)

func valid(context.Context, *app.RequestContext, string) (bool, error) { return true, nil }

func New() app.HandlerFunc {
	return keyauth.New(keyauth.WithValidator(valid)) // want `\[middleware-challenge\]`
}
