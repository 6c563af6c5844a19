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

// The status of a code is that of what answers it.
func HTTPStatusFromCode(w http.ResponseWriter, err error) {
	w.WriteHeader(runtime.HTTPStatusFromCode(codes.Unauthenticated)) // want `\[missing-challenge\]`
}

func HTTPStatusFromCodeChallenged(w http.ResponseWriter, err error) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(runtime.HTTPStatusFromCode(codes.Unauthenticated))
}

// converted answers with the code of an error.
func converted(w http.ResponseWriter, err error) {
	s := status.Convert(err)
	http.Error(w, s.Message(), runtime.HTTPStatusFromCode(s.Code()))
}

func Converted(w http.ResponseWriter) {
	converted(w, status.Error(codes.Unauthenticated, "log in first")) // want `\[missing-challenge\]`
}

func ConvertedMissing(w http.ResponseWriter) { converted(w, status.Error(codes.NotFound, "no note")) }

// coded adds the challenge where the code asks for one.
func coded(w http.ResponseWriter, err error) {
	code := runtime.HTTPStatusFromCode(status.Code(err))
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
	w.WriteHeader(code)
}

func Coded(w http.ResponseWriter) { coded(w, status.Error(codes.Unauthenticated, "log in first")) }

func checked(w http.ResponseWriter, err error) {
	if s, ok := status.FromError(err); ok {
		w.WriteHeader(runtime.HTTPStatusFromCode(s.Code()))
	}
}

func Checked(w http.ResponseWriter) {
	checked(w, status.Error(codes.Unauthenticated, "log in first")) // want `\[missing-challenge\]`
}
