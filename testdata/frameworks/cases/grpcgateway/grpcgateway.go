// Package grpcgateway has a case for every way grpc-gateway can send 401: without a challenge, and with one.
package grpcgateway

import (
	"context"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
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

// The default handler writes the text of an error with code Unauthenticated over
// what is there.
func DefaultHTTPErrorHandler(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request) {
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, status.Error(codes.Unauthenticated, "log in first")) // want `challenge \[invalid-challenge\]: runtime.DefaultHTTPErrorHandler sends this text as a challenge, and the value is prose, not a challenge`
}

func DefaultHTTPErrorHandlerChallenged(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request) {
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, status.Error(codes.Unauthenticated, `Bearer realm="api"`))
}

func onError(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if status.Code(err) == codes.Unauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, err) // want `challenge \[late-challenge\]: runtime.DefaultHTTPErrorHandler writes the error's text over the WWW-Authenticate that is set on line 43`
}

func onErrorRight(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if status.Code(err) == codes.Unauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, err)
}

// Another code leaves the header as it is.
func OwnStatus(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request) {
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, &runtime.HTTPStatusError{HTTPStatus: http.StatusUnauthorized, Err: status.Error(codes.NotFound, "no session")}) // want `\[missing-challenge\]`
}

func OwnStatusChallenged(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, &runtime.HTTPStatusError{HTTPStatus: http.StatusUnauthorized, Err: status.Error(codes.NotFound, "no session")})
}

// Of an error that came from elsewhere nothing is known.
func OwnStatusOfAny(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	runtime.DefaultHTTPErrorHandler(c, mux, m, w, r, &runtime.HTTPStatusError{HTTPStatus: http.StatusUnauthorized, Err: err})
}

// A mux may have a handler of its own.
func HTTPError(c context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request) {
	runtime.HTTPError(c, mux, m, w, r, status.Error(codes.Unauthenticated, "log in first"))
}
