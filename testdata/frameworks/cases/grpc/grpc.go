// Package grpc has statuses of gRPC, which become those of HTTP where a
// gateway sends them.
package grpc

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/zeromicro/go-zero/rest/httpx"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func Error(w http.ResponseWriter) {
	httpx.Error(w, status.Error(codes.Unauthenticated, "denied")) // want `\[missing-challenge\]`
}

func Errorf(w http.ResponseWriter) {
	httpx.Error(w, status.Errorf(codes.Unauthenticated, "no %s", "token")) // want `\[missing-challenge\]`
}

func New(w http.ResponseWriter) {
	httpx.Error(w, status.New(codes.Unauthenticated, "denied").Err()) // want `\[missing-challenge\]`
}

func Newf(w http.ResponseWriter) {
	httpx.Error(w, status.Newf(codes.Unauthenticated, "no %s", "token").Err()) // want `\[missing-challenge\]`
}

func Challenged(w http.ResponseWriter, way int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	switch way {
	case 0:
		httpx.Error(w, status.Error(codes.Unauthenticated, "denied"))
	case 1:
		httpx.Error(w, status.Errorf(codes.Unauthenticated, "no %s", "token"))
	case 2:
		httpx.Error(w, status.New(codes.Unauthenticated, "denied").Err())
	case 3:
		httpx.Error(w, status.Newf(codes.Unauthenticated, "no %s", "token").Err())
	}
}

// Returned by a service, no package in view makes a response of it.
func Returned() error {
	return status.Error(codes.Unauthenticated, "denied")
}

// What reads the status of an error gives it.

func refusal() error { return status.Error(codes.Unauthenticated, "denied") }

func Code(w http.ResponseWriter) {
	w.WriteHeader(runtime.HTTPStatusFromCode(status.Code(refusal()))) // want `\[missing-challenge\]`
}

func Convert(w http.ResponseWriter) {
	w.WriteHeader(runtime.HTTPStatusFromCode(status.Convert(refusal()).Code())) // want `\[missing-challenge\]`
}

func FromError(w http.ResponseWriter) {
	if s, ok := status.FromError(refusal()); ok {
		w.WriteHeader(runtime.HTTPStatusFromCode(s.Code())) // want `\[missing-challenge\]`
	}
}

func ReadChallenged(w http.ResponseWriter, way int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	switch way {
	case 0:
		w.WriteHeader(runtime.HTTPStatusFromCode(status.Code(refusal())))
	case 1:
		w.WriteHeader(runtime.HTTPStatusFromCode(status.Convert(refusal()).Code()))
	case 2:
		if s, ok := status.FromError(refusal()); ok {
			w.WriteHeader(runtime.HTTPStatusFromCode(s.Code()))
		}
	}
}
