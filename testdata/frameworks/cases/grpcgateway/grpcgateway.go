// Package grpcgateway has a case for every way grpc-gateway can send 401: without a challenge, and with one.
package grpcgateway

import (
	"context"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
)

func DefaultRoutingErrorHandler(c context.Context, w http.ResponseWriter, r *http.Request) {
	runtime.DefaultRoutingErrorHandler(c, nil, nil, w, r, http.StatusUnauthorized) // want `\[missing-challenge\]`
}

func DefaultRoutingErrorHandlerChallenged(c context.Context, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	runtime.DefaultRoutingErrorHandler(c, nil, nil, w, r, http.StatusUnauthorized)
}

func HTTPStatusError(w http.ResponseWriter) error {
	return &runtime.HTTPStatusError{HTTPStatus: http.StatusUnauthorized} // want `\[missing-challenge\]`
}

func HTTPStatusErrorChallenged(w http.ResponseWriter) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	return &runtime.HTTPStatusError{HTTPStatus: http.StatusUnauthorized}
}
