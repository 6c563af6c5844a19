#!/usr/bin/env bash
# echo v4.16.0 and v5.4.4, middleware.BasicAuth: for a validator that returns
# false the middleware sends 401 with a challenge; for one that returns
# echo.ErrUnauthorized, which looks like the more explicit way to refuse, it sends
# 401 without, so that a browser opens no login window and git gives up.
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

	echo4 "github.com/labstack/echo/v4"
	middleware4 "github.com/labstack/echo/v4/middleware"
	echo5 "github.com/labstack/echo/v5"
	middleware5 "github.com/labstack/echo/v5/middleware"
)

func answer(h http.Handler) {
	s := httptest.NewServer(h)
	defer s.Close()
	r, err := http.NewRequest("GET", s.URL, nil)
	if err != nil {
		panic(err)
	}
	r.SetBasicAuth("user", "wrong")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		panic(err)
	}
	res.Body.Close()
	fmt.Println(res.StatusCode, res.Header.Values("WWW-Authenticate"))
}

func main() {
	for _, err := range []error{nil, echo4.ErrUnauthorized} {
		e := echo4.New()
		e.Use(middleware4.BasicAuth(func(string, string, echo4.Context) (bool, error) { return false, err }))
		answer(e)
	}
	for _, err := range []error{nil, echo5.ErrUnauthorized} {
		e := echo5.New()
		e.Use(middleware5.BasicAuth(func(*echo5.Context, string, string) (bool, error) { return false, err }))
		answer(e)
	}
}
EOF
go get github.com/labstack/echo/v4@v4.16.0 github.com/labstack/echo/v5@v5.4.4 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
401 [basic realm="Restricted"]
401 []
401 [basic realm="Restricted"]
401 []
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
