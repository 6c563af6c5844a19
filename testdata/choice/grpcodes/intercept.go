package grpcodes

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// Methods that nobody is asked for stand in a table.
var open = map[string]bool{"/notes.Notes/Health": true}

func (g *gate) Intercept(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if open[info.FullMethod] {
		return handler(ctx, req)
	}
	c, err := g.bearer(ctx)
	if err != nil {
		return nil, err
	}
	return handler(context.WithValue(ctx, key{}, c), req)
}

func (g *gate) bearer(ctx context.Context) (*claims, error) {
	md, ok := metadata.FromIncomingContext(ctx)
	if !ok {
		return nil, status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: no credentials were sent \(ok from metadata\.FromIncomingContext, line \d+\), so the caller is not authenticated: return Unauthenticated`
	}
	values := md["authorization"]
	if len(values) == 0 {
		return nil, status.Error(codes.Unauthenticated, "no")
	}
	return g.verify(values[0])
}
