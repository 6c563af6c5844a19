// Package atreugo has a case for every way atreugo can send 401: without a challenge, and with one.
package atreugo

import (
	"errors"
	"net/http"

	atreugo "github.com/savsgio/atreugo/v11"
)

func JSONResponse(c *atreugo.RequestCtx) {
	c.JSONResponse(nil, http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func JSONResponseChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.JSONResponse(nil, http.StatusUnauthorized)
}

func TextResponse(c *atreugo.RequestCtx) {
	c.TextResponse("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func TextResponseChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.TextResponse("denied", http.StatusUnauthorized)
}

func TextResponseBytes(c *atreugo.RequestCtx) {
	c.TextResponseBytes(nil, http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func TextResponseBytesChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.TextResponseBytes(nil, http.StatusUnauthorized)
}

func HTTPResponse(c *atreugo.RequestCtx) {
	c.HTTPResponse("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func HTTPResponseChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.HTTPResponse("denied", http.StatusUnauthorized)
}

func HTTPResponseBytes(c *atreugo.RequestCtx) {
	c.HTTPResponseBytes(nil, http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func HTTPResponseBytesChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.HTTPResponseBytes(nil, http.StatusUnauthorized)
}

func RawResponse(c *atreugo.RequestCtx) {
	c.RawResponse("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RawResponseChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.RawResponse("denied", http.StatusUnauthorized)
}

func RawResponseBytes(c *atreugo.RequestCtx) {
	c.RawResponseBytes(nil, http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RawResponseBytesChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.RawResponseBytes(nil, http.StatusUnauthorized)
}

func RedirectResponse(c *atreugo.RequestCtx) {
	c.RedirectResponse("denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectResponseChallenged(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.RedirectResponse("denied", http.StatusUnauthorized)
}

func ErrorResponse(c *atreugo.RequestCtx) {
	c.ErrorResponse(errors.New("denied"), http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ErrorResponseWipes(c *atreugo.RequestCtx) {
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	c.ErrorResponse(errors.New("denied"), http.StatusUnauthorized) // want `\[missing-challenge\]`
}

// ErrorResponseAfter can't be mended: the error view resets the response later.
func ErrorResponseAfter(c *atreugo.RequestCtx) {
	c.ErrorResponse(errors.New("denied"), http.StatusUnauthorized) // want `\[late-challenge\]`
	c.Response.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
}
