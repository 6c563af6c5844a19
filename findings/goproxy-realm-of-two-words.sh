#!/usr/bin/env bash
# goproxy v1.9.4 with ext/auth (v0.0.0-20200809112317-0581fc3aee2d): the realm is
# written without quotes, so a realm of two words is no valid parameter
# (RFC 9110 section 11.2): the second word belongs to nothing.
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
	"net/http/httptest"

	"github.com/elazarl/goproxy/ext/auth"
)

func main() {
	res := auth.BasicUnauthorized(httptest.NewRequest("GET", "http://x.example/", nil), "my realm")
	fmt.Println(res.StatusCode, res.Header["Proxy-Authenticate"])
}
EOF
go get github.com/elazarl/goproxy@v1.9.4 github.com/elazarl/goproxy/ext@v0.0.0-20200809112317-0581fc3aee2d  >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
407 [Basic realm=my realm]
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
