// Package plain uses the middleware with its default error handling.
package plain

import (
	grpcauth "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/auth"
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
)

func Serve(check grpcauth.AuthFunc) (*grpc.Server, *runtime.ServeMux) {
	return grpc.NewServer(grpc.UnaryInterceptor(grpcauth.UnaryServerInterceptor(check))), runtime.NewServeMux() // want `\[middleware-challenge\]`
}
