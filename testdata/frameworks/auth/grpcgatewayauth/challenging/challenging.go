// Package challenging makes the challenge the text of the error.
package challenging

import (
	"context"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

func intercept(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	md, _ := metadata.FromIncomingContext(ctx)
	if len(md.Get("authorization")) == 0 {
		return nil, status.Error(codes.Unauthenticated, `Bearer realm="api"`)
	}
	if len(md.Get("tenant")) == 0 {
		return nil, status.Error(codes.InvalidArgument, "no tenant")
	}
	return next(ctx, req)
}

func Serve() (*grpc.Server, *runtime.ServeMux) {
	return grpc.NewServer(grpc.UnaryInterceptor(intercept)), runtime.NewServeMux()
}
