// Package grpc serves gRPC, which has no such header.
package grpc

import (
	"github.com/go-kratos/kratos/v2/middleware/auth/jwt"
	"github.com/go-kratos/kratos/v2/transport/grpc"
)

func Serve() *grpc.Server {
	return grpc.NewServer(grpc.Middleware(jwt.Server(nil)))
}
