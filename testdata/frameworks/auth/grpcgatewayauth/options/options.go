// Package options gives its gateway options of other kinds.
package options

import (
	"context"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func New() (*grpc.Server, http.Handler) {
	var opts []runtime.ServeMuxOption
	opts = append(opts, runtime.WithForwardResponseOption(nil))
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...) // want `401 \[middleware-challenge\]: runtime\.NewServeMux answers 401 with a malformed challenge, the error's text \(seen with grpc-gateway v2\.33\.0\): pass runtime\.WithErrorHandler with one that sets a challenge \(RFC 9110 §11\.6\.1\)`
}

func refuse(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if ctx.Value("caller") == nil {
		return nil, status.Error(codes.Unauthenticated, "no token")
	}
	return next(ctx, req)
}

// Given may be given one.
func Given(opts ...runtime.ServeMuxOption) (*grpc.Server, http.Handler) {
	opts = append(opts, runtime.WithForwardResponseOption(nil))
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...)
}

// Literal lists them.
func Literal() (*grpc.Server, http.Handler) {
	opts := []runtime.ServeMuxOption{runtime.WithForwardResponseOption(nil), runtime.WithMetadata(nil)}
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...) // want `401 \[middleware-challenge\]: runtime\.NewServeMux answers 401 with a malformed challenge, the error's text \(seen with grpc-gateway v2\.33\.0\): pass runtime\.WithErrorHandler with one that sets a challenge \(RFC 9110 §11\.6\.1\)`
}

// Filled has them put in elsewhere.
func Filled(fill func(*[]runtime.ServeMuxOption)) (*grpc.Server, http.Handler) {
	opts := make([]runtime.ServeMuxOption, 0, 4)
	fill(&opts)
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...)
}
