#!/usr/bin/env bash
# fiber v3.1.0, middleware/keyauth: an ErrorHandler of the application answers,
# and the middleware then adds WWW-Authenticate if the status is 401. A handler
# that sends 401 and sets no challenge is right, one that sends another status
# has none.
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

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/keyauth"
)

func main() {
	for _, status := range []int{401, 403, 400} {
		app := fiber.New()
		app.Use(keyauth.New(keyauth.Config{
			Validator:    func(fiber.Ctx, string) (bool, error) { return false, nil },
			ErrorHandler: func(c fiber.Ctx, _ error) error { return c.SendStatus(status) },
		}))
		res, err := app.Test(httptest.NewRequest("GET", "/", nil))
		if err != nil {
			panic(err)
		}
		fmt.Println(res.StatusCode, res.Header["Www-Authenticate"])
	}
}
EOF
go get github.com/gofiber/fiber/v3@v3.1.0 >/dev/null 2>&1
go mod tidy >/dev/null 2>&1
go version
got=$(go run .)
want=$(cat <<'EOF'
401 [Bearer realm="Restricted"]
403 []
400 []
EOF
)
echo "$got"
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
