#!/usr/bin/env bash
# clerk-sdk-go v2.4.2, http.RequireHeaderAuthorization: a request without
# credentials gets 403, and so does one whose token can't be taken apart; only a
# token that is taken apart and refused gets 401, without a challenge. A client
# can't tell "log in" from "you may not".
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off
go mod init finding >/dev/null 2>&1
cat >main.go <<'EOF'
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"

	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
)

func main() {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	public := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	s := httptest.NewServer(clerkhttp.RequireHeaderAuthorization(clerkhttp.JSONWebKey(public))(http.NotFoundHandler()))
	defer s.Close()
	for _, field := range []string{
		"",
		"Bearer broken",
		// {"alg":"RS256","kid":"k","typ":"JWT"}.{"sub":"u"} with a signature of another key
		"Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ1In0.c2ln",
	} {
		r, err := http.NewRequest("GET", s.URL, nil)
		if err != nil {
			panic(err)
		}
		if field != "" {
			r.Header.Set("Authorization", field)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			panic(err)
		}
		res.Body.Close()
		fmt.Println(res.StatusCode, res.Header.Values("WWW-Authenticate"))
	}
}
EOF
go get github.com/clerk/clerk-sdk-go/v2@v2.4.2 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
403 []
403 []
401 []
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
