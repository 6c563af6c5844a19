// Package atreugo answers with atreugo.
package atreugo

import (
	"net/http"

	"github.com/savsgio/atreugo/v11"
)

func returned(ctx *atreugo.RequestCtx) error {
	if len(ctx.Request.Header.Peek("Authorization")) == 0 {
		return ctx.TextResponse("log in first", http.StatusUnauthorized)
	}
	return ctx.Next()
}
