// Package ownanswer refuses in an interceptor, and tells the mux how to answer.
package ownanswer

import (
	"context"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func intercept(context.Context, any, *grpc.UnaryServerInfo, grpc.UnaryHandler) (any, error) {
	return nil, status.Error(codes.Unauthenticated, "no token")
}

func Serve(onError runtime.ErrorHandlerFunc) (*grpc.Server, *runtime.ServeMux) {
	return grpc.NewServer(grpc.UnaryInterceptor(intercept)), runtime.NewServeMux(runtime.WithErrorHandler(onError))
}
