// Package own corrects the challenge.
package own

import (
	"net/http"

	"github.com/elazarl/goproxy/ext/auth"
)

func Refuse(r *http.Request) *http.Response {
	resp := auth.BasicUnauthorized(r, "r")
	resp.Header.Set("Proxy-Authenticate", `Basic realm="r"`)
	return resp
}
