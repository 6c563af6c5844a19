// Package gokit has a case for every way go-kit can send 401: without a challenge, and with one.
package gokit

import (
	"context"
	"net/http"

	kithttp "github.com/go-kit/kit/transport/http"
)

func DefaultErrorEncoder(c context.Context, w http.ResponseWriter) {
	kithttp.DefaultErrorEncoder(c, denied{}, w) // want `\[missing-challenge\]`
}

func DefaultErrorEncoderChallenged(c context.Context, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	kithttp.DefaultErrorEncoder(c, denied{}, w)
}

func EncodeJSONResponse(c context.Context, w http.ResponseWriter) {
	kithttp.EncodeJSONResponse(c, w, denied{}) // want `\[missing-challenge\]`
}

func EncodeJSONResponseChallenged(c context.Context, w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	kithttp.EncodeJSONResponse(c, w, denied{})
}

// denied is an error of the server that knows its status.
type denied struct{}

func (denied) Error() string   { return "denied" }
func (denied) StatusCode() int { return http.StatusUnauthorized }

// challenged also knows the header.
type challenged struct{ denied }

func (challenged) Headers() http.Header {
	return http.Header{"Www-Authenticate": {`Bearer realm="api"`}}
}

func ErrorWithHeaders(c context.Context, w http.ResponseWriter) {
	kithttp.DefaultErrorEncoder(c, challenged{}, w)
}
