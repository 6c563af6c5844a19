#!/usr/bin/env bash
# iris v12.2.11, middleware/basicauth: without Options.Realm, which is optional,
# the challenge is the word Basic alone. RFC 7617 section 2 requires a realm.
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

	"github.com/kataras/iris/v12"
	"github.com/kataras/iris/v12/middleware/basicauth"
)

func main() {
	for _, realm := range []string{"", "a"} {
		app := iris.New()
		app.Logger().SetLevel("disable")
		app.Use(basicauth.New(basicauth.Options{Realm: realm, Allow: basicauth.AllowUsers(map[string]string{"u": "p"})}))
		app.Get("/", func(iris.Context) {})
		if err := app.Build(); err != nil { panic(err) }
		rec := httptest.NewRecorder()
		app.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
		fmt.Printf("%q %d %q\n", realm, rec.Code, rec.Header()["Www-Authenticate"])
	}
}
EOF
go get github.com/kataras/iris/v12@v12.2.11 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
"" 401 ["Basic"]
"a" 401 ["Basic realm=\"a\""]
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
