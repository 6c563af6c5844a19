// Package overwritten has its gateway answer errors by a handler that adds the
// challenge and has the default one write over it.
package overwritten

import (
	"context"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type gateway struct{ realm string }

func (g *gateway) onError(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if s, ok := status.FromError(err); ok && s.Code() == codes.Unauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+g.realm+`"`)
	}
	runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err) // want `challenge \[late-challenge\]: runtime\.DefaultHTTPErrorHandler writes the error's text over the WWW-Authenticate that is set on line 19: answer a 401 without it, or make the challenge the text of the error \(RFC 9110 §11\.6\.1\)`
}

func New(verbose bool) (*grpc.Server, http.Handler) {
	g := &gateway{realm: "notes"}
	var opts []runtime.ServeMuxOption
	if verbose {
		opts = append(opts, runtime.WithMetadata(nil))
	}
	opts = append(opts, runtime.WithErrorHandler(g.onError))
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...)
}

func refuse(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if ctx.Value("caller") == nil {
		return nil, status.Error(codes.Unauthenticated, "no token")
	}
	return next(ctx, req)
}
