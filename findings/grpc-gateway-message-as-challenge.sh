#!/usr/bin/env bash
# grpc-gateway v2.33.0: where a handler sets a challenge and then calls
# runtime.HTTPError with code Unauthenticated, the default error handler
# writes the error's message over it, as free text that is no challenge.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off
go mod init finding >/dev/null 2>&1
cat >main.go <<'EOF'
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func main() {
	mux := runtime.NewServeMux()
	err := mux.HandlePath("GET", "/x", func(w http.ResponseWriter, r *http.Request, _ map[string]string) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		_, m := runtime.MarshalerForRequest(mux, r)
		runtime.HTTPError(context.Background(), mux, m, w, r, status.Error(codes.Unauthenticated, "token is missing"))
	})
	if err != nil {
		panic(err)
	}
	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, httptest.NewRequest("GET", "/x", nil))
	fmt.Println(rec.Code, rec.Result().Header["Www-Authenticate"])
}
EOF
go get github.com/grpc-ecosystem/grpc-gateway/v2@v2.33.0 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
401 [token is missing]
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
