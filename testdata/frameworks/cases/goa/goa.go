// Package goa has errors with a status, which goa's own encoder sends.
package goa

import (
	"context"
	"net/http"

	goahttp "goa.design/goa/v3/http"
)

// denied is a response to an error, as a formatter makes it.
type denied struct{}

func (denied) Error() string   { return "denied" }
func (denied) StatusCode() int { return http.StatusUnauthorized }

// Format makes an error's response: what sends it is generated.
func Format(ctx context.Context, err error) goahttp.Statuser {
	return denied{}
}

func Encode(ctx context.Context, w http.ResponseWriter, s goahttp.Statuser) {
	w.WriteHeader(s.StatusCode()) // want `\[missing-challenge\]`
}

func EncodeChallenged(ctx context.Context, w http.ResponseWriter, s goahttp.Statuser) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(s.StatusCode())
}
