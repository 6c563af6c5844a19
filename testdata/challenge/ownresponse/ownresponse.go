// Package ownresponse answers as proxies do: with bytes on a connection, or with
// an *http.Response of its own.
package ownresponse

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
)

const refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"

func tunnel(c net.Conn, authorized bool) {
	if !authorized {
		io.WriteString(c, refusal) // want `407 \[missing-challenge\]: the response that is written in tunnel has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
		return
	}
	io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
}

func plain(c net.Conn) {
	fmt.Fprintf(c, "HTTP/1.0 401 Unauthorized\r\nConnection: %s\r\n\r\n", "close") // want `401 \[missing-challenge\]: the response that is written in plain has no WWW-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.2\)`
}

func malformed(c net.Conn) {
	c.Write([]byte("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n")) // want `challenge \[invalid-challenge\]: Basic lacks the required parameter realm: write Basic realm="proxy" \(RFC 7617 §2; keeps out 8 of 17 clients tried, among them urllib, Mercurial and Subversion\)`
}

func right(c net.Conn) {
	c.Write([]byte("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n\r\n"))
}

// The rest of the head comes with other writes.
func inParts(c net.Conn) {
	io.WriteString(c, "HTTP/1.1 407 Proxy Authentication Required\r\n")
	io.WriteString(c, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n\r\n")
}

func write(c net.Conn) {
	res := &http.Response{StatusCode: http.StatusUnauthorized, ProtoMajor: 1, ProtoMinor: 1}
	res.Close = true
	res.Write(c) // want `401 \[missing-challenge\]: the response that is written in write has no WWW-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.2\)`
}

func headed(c net.Conn) {
	res := &http.Response{StatusCode: 407, Header: make(http.Header)}
	res.Header.Set("Connection", "close")
	res.Header["Via"] = []string{"1.1 proxy"}
	res.Write(c) // want `407 \[missing-challenge\]: the response that is written in headed has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
}

func challenged(c net.Conn) {
	res := &http.Response{StatusCode: 407, Header: make(http.Header)}
	res.Header.Set("Proxy-Authenticate", `Basic realm="proxy"`)
	res.Write(c)
}

func named(c net.Conn, name string) {
	res := &http.Response{StatusCode: 407, Header: make(http.Header)}
	res.Header.Set(name, `Basic realm="proxy"`)
	res.Write(c)
}

func handed(c net.Conn, decorate func(*http.Response)) {
	res := &http.Response{StatusCode: 407, Header: make(http.Header)}
	decorate(res)
	res.Write(c)
}

func given(c net.Conn, h http.Header) {
	res := &http.Response{StatusCode: 407, Header: h}
	res.Write(c)
}

type proxy struct{ users map[string]bool }

func (p *proxy) onRequest(r *http.Request) (*http.Request, *http.Response) {
	if !p.users[r.Header.Get("Proxy-Authorization")] {
		return r, &http.Response{ // want `407 \[missing-challenge\]: the response that is returned in \(\*proxy\)\.onRequest has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
			StatusCode: http.StatusProxyAuthRequired,
			Request:    r,
			Header:     http.Header{"Connection": {"close"}},
		}
	}
	return r, nil
}

func (p *proxy) onConnect(r *http.Request) *http.Response {
	res := &http.Response{StatusCode: http.StatusProxyAuthRequired, Request: r, Header: http.Header{}} // want `407 \[missing-challenge\]: the response that is returned in \(\*proxy\)\.onConnect has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
	res.Body = io.NopCloser(bytes.NewReader(nil))
	return res
}

func (p *proxy) inLiteral(r *http.Request) *http.Response {
	return &http.Response{
		StatusCode: http.StatusProxyAuthRequired,
		Header:     http.Header{"Proxy-Authenticate": {"Basic realm=proxy"}}, // want `challenge \[invalid-challenge\]: realm must be a quoted-string: write Basic realm="proxy" \(RFC 9110 §11\.5; by the RFC only: 17 clients tried read it\)`
	}
}

// What stands for another server is no answer of this one.
type fake struct{}

func (fake) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusProxyAuthRequired, Request: r}, nil
}

func unauthorized(r *http.Request) *http.Response {
	return &http.Response{StatusCode: http.StatusUnauthorized, Request: r}
}

// The header is kept in a variable of its own.
func (p *proxy) ownHeader(r *http.Request) *http.Response {
	h := http.Header{}
	h.Set("Proxy-Authenticate", `Basic realm="proxy"`)
	return &http.Response{StatusCode: http.StatusProxyAuthRequired, Header: h, Request: r}
}

func (p *proxy) otherHeader(r *http.Request) *http.Response {
	h := make(http.Header)
	h.Set("Connection", "close")
	return &http.Response{StatusCode: http.StatusProxyAuthRequired, Header: h, Request: r} // want `407 \[missing-challenge\]: the response that is returned in \(\*proxy\)\.otherHeader has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
}

func (p *proxy) filledHeader(r *http.Request, fill func(http.Header)) *http.Response {
	h := make(http.Header)
	fill(h)
	return &http.Response{StatusCode: http.StatusProxyAuthRequired, Header: h, Request: r}
}

// The status is assigned, to a result that has a name.
func (p *proxy) assigned(r *http.Request) (res *http.Response) {
	res = &http.Response{Request: r, Header: make(http.Header)} // want `407 \[missing-challenge\]: the response that is returned in \(\*proxy\)\.assigned has no Proxy-Authenticate: set a challenge in its header \(RFC 9110 §15\.5\.8\)`
	res.StatusCode = http.StatusProxyAuthRequired
	return
}

func (p *proxy) assignedTwice(r *http.Request, open bool) *http.Response {
	res := &http.Response{Request: r, Header: make(http.Header)}
	res.StatusCode = http.StatusProxyAuthRequired
	if open {
		res.StatusCode = http.StatusOK
	}
	return res
}
