// Package direct answers through the handler of the mux.
package direct

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func New() (*runtime.ServeMux, error) {
	mux := runtime.NewServeMux() // want `401 \[middleware-challenge\]`
	err := mux.HandlePath("GET", "/files", func(w http.ResponseWriter, r *http.Request, _ map[string]string) {
		_, m := runtime.MarshalerForRequest(mux, r)
		runtime.HTTPError(r.Context(), mux, m, w, r, status.Error(codes.Unauthenticated, "no token"))
	})
	return mux, err
}
