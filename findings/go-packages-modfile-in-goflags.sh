#!/usr/bin/env bash
# golang.org/x/tools/go/packages v0.52.0: the go command takes -modfile from GOFLAGS,
# and lists and builds with it. Load asks the go command for its version with
# modules switched off, keeps GOFLAGS, and fails. So does each tool that loads
# packages by it; as a flag of the build (Config.BuildFlags) it works.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=
cat >go.mod <<'EOF'
module example.org/m

go 1.26
EOF
cat >main.go <<'EOF'
package main

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/packages"
)

func main() {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName, BuildFlags: os.Args[1:]}, ".")
	fmt.Println(len(pkgs), err)
}
EOF
go get -v golang.org/x/tools/go/packages@v0.52.0 >/dev/null 2>&1
go version
go build -o load .
cp go.mod other.mod
cp go.sum other.sum
got=$(
	GOFLAGS=-modfile=other.mod go list .
	./load -modfile=other.mod
	GOFLAGS=-modfile=other.mod ./load 2>&1 | head -n 1
)
echo "$got"
want='example.org/m
1 <nil>
0 err: exit status 1: stderr: build flag -modfile only valid when using modules'
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
