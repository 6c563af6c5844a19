// Package goframe has a case for every way goframe can send 401: without a challenge, and with one.
package goframe

import (
	"net/http"

	"github.com/gogf/gf/v2/net/ghttp"
)

func ResponseStatus(res *ghttp.Response) {
	res.Status = http.StatusUnauthorized // want `\[missing-challenge\]`
}

func ResponseStatusChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Status = http.StatusUnauthorized
}

func ResponseWriteHeader(res *ghttp.Response) {
	res.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteHeaderChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteHeader(http.StatusUnauthorized)
}

func ResponseWriteStatus(res *ghttp.Response) {
	res.WriteStatus(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteStatusChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteStatus(http.StatusUnauthorized)
}

func ResponseWriteStatusExit(res *ghttp.Response) {
	res.WriteStatusExit(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseWriteStatusExitChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.WriteStatusExit(http.StatusUnauthorized)
}

func ResponseRedirectTo(res *ghttp.Response) {
	res.RedirectTo("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseRedirectToChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.RedirectTo("denied", http.StatusUnauthorized)
}

func ResponseRedirectBack(res *ghttp.Response) {
	res.RedirectBack(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseRedirectBackChallenged(res *ghttp.Response) {
	res.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	res.RedirectBack(http.StatusUnauthorized)
}
