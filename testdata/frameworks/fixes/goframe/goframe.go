// Package goframe answers with GoFrame.
package goframe

import (
	"net/http"

	"github.com/gogf/gf/v2/net/ghttp"
)

func direct(r *ghttp.Request) {
	if r.GetHeader("Authorization") == "" {
		r.Response.WriteStatus(http.StatusUnauthorized, "log in first")
		return
	}
	r.Middleware.Next()
}
