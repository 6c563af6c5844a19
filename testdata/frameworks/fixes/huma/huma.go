// Package huma answers with huma.
package huma

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

func middleware(ctx huma.Context, next func(huma.Context)) {
	if ctx.Header("Authorization") == "" {
		ctx.SetStatus(http.StatusUnauthorized)
		return
	}
	next(ctx)
}
