// Package gozero answers with go-zero.
package gozero

import (
	"net/http"

	"github.com/zeromicro/go-zero/rest/httpx"
)

func direct(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		httpx.WriteJson(w, http.StatusUnauthorized, nil)
		return
	}
	httpx.Ok(w)
}
