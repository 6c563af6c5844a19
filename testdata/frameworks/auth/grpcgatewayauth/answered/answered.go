// Package answered adds the challenge to its answers.
package answered

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func answer(realm string) runtime.ErrorHandlerFunc {
	return func(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
		s := status.Convert(err)
		code := runtime.HTTPStatusFromCode(s.Code())
		if code == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="`+realm+`"`)
		}
		w.WriteHeader(code)
		json.NewEncoder(w).Encode(map[string]string{"error": s.Message()})
	}
}

func New() (*grpc.Server, http.Handler) {
	var opts []runtime.ServeMuxOption
	opts = append(opts, runtime.WithErrorHandler(answer("notes")))
	return grpc.NewServer(grpc.UnaryInterceptor(refuse)), runtime.NewServeMux(opts...)
}

func refuse(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if ctx.Value("caller") == nil {
		return nil, status.Error(codes.Unauthenticated, "no token")
	}
	return next(ctx, req)
}

// Wrapped leaves all but one code to the default handler, which writes the challenge
// only where the code is that one.
func Wrapped() http.Handler {
	return runtime.NewServeMux(runtime.WithErrorHandler(func(ctx context.Context, mux *runtime.ServeMux, m runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
		switch status.Code(err) {
		case codes.Unauthenticated:
			w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
			http.Error(w, "log in first", http.StatusUnauthorized)
		default:
			runtime.DefaultHTTPErrorHandler(ctx, mux, m, w, r, err)
		}
	}))
}
