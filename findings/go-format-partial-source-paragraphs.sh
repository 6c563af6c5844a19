#!/usr/bin/env bash
# go/format of Go 1.26 and 1.27: Source takes a part of a file, such as one
# declaration. A comment that such a part begins with loses the empty lines
# ("//") between its paragraphs; with a package clause above them they stay.
# Tools that format only the declarations which they changed join paragraphs.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >main.go <<'EOF'
package main

import (
	"fmt"
	"go/format"
)

func main() {
	for _, text := range []string{"", "package p\n\n"} {
		out, err := format.Source([]byte(text + "// One.\n//\n// Two.\nfunc f() {}\n"))
		fmt.Printf("%q %v\n", out, err)
	}
}
EOF
want=$(cat <<'EOF'
"// One.\n// Two.\nfunc f() {}\n" <nil>
"package p\n\n// One.\n//\n// Two.\nfunc f() {}\n" <nil>
EOF
)
for toolchain in go1.26.11 go1.27.4; do
	export GOTOOLCHAIN=$toolchain
	go version
	got=$(go run main.go)
	echo "$got"
	[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
done
