// Package nethttp has a case for every way net/http can send 401: without a challenge, and with one.
package nethttp

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
)

func WriteHeader(w http.ResponseWriter) {
	w.WriteHeader(http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func WriteHeaderChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusUnauthorized)
}

func Error(w http.ResponseWriter) {
	http.Error(w, "denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func ErrorChallenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	http.Error(w, "denied", http.StatusUnauthorized)
}

func Redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "denied", http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func RedirectChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	http.Redirect(w, r, "denied", http.StatusUnauthorized)
}

// transport answers some requests of a proxy itself.
type transport struct{}

func (transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Authorization") == "" {
		return &http.Response{StatusCode: http.StatusUnauthorized}, nil // want `\[missing-challenge\]`
	}
	if r.URL.Path == "/later" {
		res := &http.Response{Header: http.Header{}}
		res.StatusCode = http.StatusUnauthorized
		return res, nil // want `\[missing-challenge\]`
	}
	if r.URL.Path == "/challenged" {
		return &http.Response{
			StatusCode: http.StatusUnauthorized,
			Header:     http.Header{"Www-Authenticate": {`Bearer realm="api"`}},
		}, nil
	}
	if r.URL.Path == "/set" {
		res := &http.Response{Header: http.Header{}}
		res.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
		res.StatusCode = http.StatusUnauthorized
		return res, nil
	}
	return http.DefaultTransport.RoundTrip(r)
}

// An upstream's response is changed on its way to the client.
func Proxy() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{
		Transport: transport{},
		ModifyResponse: func(res *http.Response) error {
			if res.StatusCode == http.StatusNotFound {
				res.StatusCode = http.StatusUnauthorized // want `\[missing-challenge\]`
			}
			return nil
		},
	}
}

func ModifyChallenged(res *http.Response) error {
	res.Header.Set("WWW-Authenticate", `Bearer realm="api"`)
	res.StatusCode = http.StatusUnauthorized
	return nil
}

// A recorder is no response.
func Recorder(r *httptest.ResponseRecorder) {
	r.WriteHeader(http.StatusUnauthorized)
}
