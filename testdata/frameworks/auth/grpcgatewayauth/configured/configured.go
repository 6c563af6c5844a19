// Package configured tells the middleware how to answer.
package configured

import (
	grpcauth "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/auth"
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
)

func Serve(check grpcauth.AuthFunc, onError runtime.ErrorHandlerFunc) (*grpc.Server, *runtime.ServeMux) {
	return grpc.NewServer(grpc.UnaryInterceptor(grpcauth.UnaryServerInterceptor(check))), runtime.NewServeMux(runtime.WithErrorHandler(onError))
}
