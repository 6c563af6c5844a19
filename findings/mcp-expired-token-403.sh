#!/usr/bin/env bash
# The MCP SDK for Go v1.8.0, auth.RequireBearerToken: scopes are checked before
# the time of expiry, so a token that expired and lacks a scope gets 403, at which
# no client refreshes it; and a token whose verifier knows no time of expiry gets
# 401 with every request, without an error that says why.
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
	"time"

	"github.com/modelcontextprotocol/go-sdk/auth"
)

func main() {
	ago, ahead := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	for _, c := range []struct {
		name string
		info auth.TokenInfo
	}{
		{"expired", auth.TokenInfo{Expiration: ago, Scopes: []string{"read"}}},
		{"expired, and without the scope", auth.TokenInfo{Expiration: ago}},
		{"without a time of expiry", auth.TokenInfo{Scopes: []string{"read"}}},
		{"good", auth.TokenInfo{Expiration: ahead, Scopes: []string{"read"}}},
	} {
		verify := func(context.Context, string, *http.Request) (*auth.TokenInfo, error) { return &c.info, nil }
		options := &auth.RequireBearerTokenOptions{Scopes: []string{"read"}}
		handler := auth.RequireBearerToken(verify, options)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Authorization", "Bearer t")
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, r)
		fmt.Println(c.name+":", rec.Code, rec.Result().Header["Www-Authenticate"])
	}
}
EOF
go get github.com/modelcontextprotocol/go-sdk@v1.8.0 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
expired: 401 [Bearer scope="read"]
expired, and without the scope: 403 [Bearer scope="read"]
without a time of expiry: 401 [Bearer scope="read"]
good: 200 []
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
