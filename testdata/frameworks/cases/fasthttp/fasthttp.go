// Package fasthttp has a case for every way fasthttp can send 401: without a challenge, and with one.
package fasthttp

import (
	"github.com/valyala/fasthttp"
)

func SetStatusCode(c *fasthttp.RequestCtx) {
	c.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func SetStatusCodeChallenged(c *fasthttp.RequestCtx) {
	c.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.SetStatusCode(fasthttp.StatusUnauthorized)
}

func Error(c *fasthttp.RequestCtx) {
	c.Error("denied", fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ErrorWipes(c *fasthttp.RequestCtx) {
	c.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.Error("denied", fasthttp.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.Error in ErrorWipes wipes the WWW-Authenticate that is set on line 22: set it afterwards \(RFC 9110 §15\.5\.2\)`
}

func ErrorChallenged(c *fasthttp.RequestCtx) {
	c.Error("denied", fasthttp.StatusUnauthorized)
	c.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
}

func TimeoutErrorWithCode(c *fasthttp.RequestCtx) {
	c.TimeoutErrorWithCode("denied", fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func TimeoutErrorWithCodeWipes(c *fasthttp.RequestCtx) {
	c.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.TimeoutErrorWithCode("denied", fasthttp.StatusUnauthorized) // want `401 \[missing-challenge\]: c\.TimeoutErrorWithCode in TimeoutErrorWithCodeWipes sends no WWW-Authenticate: it wipes the header, so answer in another way, with a challenge \(RFC 9110 §15\.5\.2\)`
}

// TimeoutErrorWithCodeAfter can't be mended: the answer is a response of its own.
func TimeoutErrorWithCodeAfter(c *fasthttp.RequestCtx) {
	c.TimeoutErrorWithCode("denied", fasthttp.StatusUnauthorized) // want `\[late-challenge\]`
	c.Response.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
}

// TimeoutErrorWithResponse sends another response, whose status is not followed.
func TimeoutErrorWithResponse(c *fasthttp.RequestCtx) {
	res := &fasthttp.Response{}
	res.SetStatusCode(fasthttp.StatusUnauthorized)
	c.TimeoutErrorWithResponse(res)
}

func TimeoutErrorWithResponseChallenged(c *fasthttp.RequestCtx) {
	res := &fasthttp.Response{}
	res.SetStatusCode(fasthttp.StatusUnauthorized)
	res.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
	c.TimeoutErrorWithResponse(res)
}

func ResponseSetStatusCode(res *fasthttp.Response) {
	res.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseSetStatusCodeChallenged(res *fasthttp.Response) {
	res.Header.Set(fasthttp.HeaderWWWAuthenticate, `Bearer realm="api"`)
	res.SetStatusCode(fasthttp.StatusUnauthorized)
}

func ResponseHeaderSetStatusCode(res *fasthttp.Response) {
	res.Header.SetStatusCode(fasthttp.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ResponseHeaderSetStatusCodeChallenged(res *fasthttp.Response) {
	res.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	res.Header.SetStatusCode(fasthttp.StatusUnauthorized)
}
