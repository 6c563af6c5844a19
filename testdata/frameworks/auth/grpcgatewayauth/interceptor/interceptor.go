// Package interceptor refuses in an interceptor of its own.
package interceptor

import (
	"context"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func authorize(ctx context.Context) error {
	md, _ := metadata.FromIncomingContext(ctx)
	if len(md.Get("authorization")) == 0 {
		return status.Error(codes.Unauthenticated, "no token")
	}
	return nil
}

func intercept(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if err := authorize(ctx); err != nil {
		return nil, err
	}
	return next(ctx, req)
}

func Serve() (*grpc.Server, *runtime.ServeMux) {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(intercept)), runtime.NewServeMux() // want `401 \[middleware-challenge\]: runtime.NewServeMux answers 401 with a malformed challenge, the error's text`
}
