#!/usr/bin/env bash
# controller-runtime v0.25.2, metrics/filters.WithAuthenticationAndAuthorization:
# a token of which the API server says that it is not valid gets 500, not 401, so
# that a scraper whose token expired takes the manager to be broken. Only a request
# without a token gets 401, and that has no WWW-Authenticate.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off
go mod init finding >/dev/null 2>&1
cat >main.go <<'EOF'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/go-logr/logr"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/metrics/filters"
)

func main() {
	// What an API server answers to a TokenReview of a token that it does not know.
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1", "status": {"authenticated": false}}`)
	}))
	defer api.Close()
	filter, err := filters.WithAuthenticationAndAuthorization(&rest.Config{Host: api.URL}, api.Client())
	if err != nil {
		panic(err)
	}
	handler, err := filter(logr.Discard(), http.NotFoundHandler())
	if err != nil {
		panic(err)
	}
	for _, field := range []string{"", "Bearer expired"} {
		r := httptest.NewRequest("GET", "/metrics", nil)
		if field != "" {
			r.Header.Set("Authorization", field)
		}
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, r)
		fmt.Printf("%q %d %q %q\n", field, rec.Code, rec.Result().Header["Www-Authenticate"], rec.Body)
	}
}
EOF
go get sigs.k8s.io/controller-runtime@v0.25.2 k8s.io/client-go@v0.37.2 k8s.io/api@v0.37.2 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
"" 401 [] "Unauthorized\n"
"Bearer expired" 500 [] "Authentication failed\n"
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
