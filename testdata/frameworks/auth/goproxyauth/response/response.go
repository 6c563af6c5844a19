// Package response refuses by hand, with a response that the library makes.
package response

import (
	"net/http"

	"github.com/elazarl/goproxy"
)

func Refuse(r *http.Request, _ *goproxy.ProxyCtx) (*http.Request, *http.Response) {
	if r.Header.Get("Proxy-Authorization") == "" {
		return r, goproxy.NewResponse(r, goproxy.ContentTypeText, http.StatusProxyAuthRequired, "log in first") // want `407 \[missing-challenge\]`
	}
	return r, nil
}

func Challenge(r *http.Request, _ *goproxy.ProxyCtx) (*http.Request, *http.Response) {
	if r.Header.Get("Proxy-Authorization") == "" {
		resp := goproxy.NewResponse(r, goproxy.ContentTypeText, http.StatusProxyAuthRequired, "log in first")
		resp.Header.Set("Proxy-Authenticate", `Basic realm="proxy"`)
		return r, resp
	}
	return r, nil
}

func Register(p *goproxy.ProxyHttpServer) {
	p.OnRequest().DoFunc(Refuse)
	p.OnRequest().DoFunc(Challenge)
}
