#!/usr/bin/env bash
# net/http/httptest (seen with Go 1.26.8 and 1.27.4): the header map that a recorder
# shows keeps what a handler sets after WriteHeader. A test that asks
# rec.Header() for WWW-Authenticate passes, and no client ever gets it;
# rec.Result() and a real connection have none.
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
)

func main() {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	})
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	fmt.Printf("rec.Header():        %q\n", rec.Header().Get("WWW-Authenticate"))
	fmt.Printf("rec.Result().Header: %q\n", rec.Result().Header.Get("WWW-Authenticate"))
	s := httptest.NewServer(h)
	defer s.Close()
	res, err := http.Get(s.URL)
	if err != nil {
		panic(err)
	}
	fmt.Printf("on the wire:         %q\n", res.Header.Get("WWW-Authenticate"))
}
EOF
go version
got=$(go run .)
want=$(cat <<'EOF'
rec.Header():        "Bearer realm=\"api\""
rec.Result().Header: ""
on the wire:         ""
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
