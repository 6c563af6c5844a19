#!/usr/bin/env bash
# bunrouter v1.0.23: handlers and middlewares return errors, and nobody answers
# them by default. A middleware that refuses by returning an error, in front of a
# handler that never runs, leaves 200 with no body: to a client the refusal is a
# success. The router has no handler of errors; a middleware has to be one.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off
go mod init finding >/dev/null 2>&1
cat >main.go <<'EOF'
package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/uptrace/bunrouter"
)

func main() {
	ran := false
	refuse := func(bunrouter.HandlerFunc) bunrouter.HandlerFunc {
		return func(http.ResponseWriter, bunrouter.Request) error { return errors.New("no token") }
	}
	router := bunrouter.New(bunrouter.Use(refuse))
	router.GET("/", func(http.ResponseWriter, bunrouter.Request) error { ran = true; return nil })
	server := httptest.NewServer(router)
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		panic(err)
	}
	fmt.Println("status", resp.StatusCode, "length", resp.ContentLength, "handler ran", ran)
}
EOF
go get github.com/uptrace/bunrouter@v1.0.23 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
status 200 length 0 handler ran false
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
