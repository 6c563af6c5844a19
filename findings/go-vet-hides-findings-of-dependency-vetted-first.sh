#!/usr/bin/env bash
# go vet of go1.26.8 and of go1.27.0: after a package was vetted that imports
# another, go vet of that other finds nothing and exits with 0, whatever is wrong
# in it. The go command runs the tool on dependencies for their facts alone, and
# keeps that result under the same key as that of a run of its own. go1.26.11 and
# go1.27.4 tell the two apart. -a, which vets anew, finds it in all of them.
set -euo pipefail
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS= GOWORK=off
mkdir a b
cat >go.mod <<'EOM'
module example.org/m

go 1.26
EOM
cat >a/a.go <<'EOM'
package a

import "example.org/m/b"

func A() { b.B() }
EOM
cat >b/b.go <<'EOM'
package b

import "fmt"

func B() { fmt.Printf("%d\n", "no number") }
EOM
# vet ARGS... prints how go vet ends, and how many findings it has.
vet() {
	local out status=0
	out=$(go vet "$@" 2>&1) || status=$?
	echo "exit $status, $(grep -c 'wrong type' <<<"$out" || true)"
}
got=$(
	for GOTOOLCHAIN in go1.26.8 go1.26.11 go1.27.0 go1.27.4; do
		export GOTOOLCHAIN GOCACHE=$dir/cache-$GOTOOLCHAIN # nothing was vetted yet
		echo "$(go env GOVERSION): a: $(vet ./a); then b: $(vet ./b); with -a: $(vet -a ./b)"
		rm -rf "$GOCACHE"
	done
)
echo "$got"
want='go1.26.8: a: exit 0, 0; then b: exit 0, 0; with -a: exit 1, 1
go1.26.11: a: exit 0, 0; then b: exit 1, 1; with -a: exit 1, 1
go1.27.0: a: exit 0, 0; then b: exit 0, 0; with -a: exit 1, 1
go1.27.4: a: exit 0, 0; then b: exit 1, 1; with -a: exit 1, 1'
[[ "$got" == "$want" ]] || { echo "changed; it was:"; echo "$want"; exit 1; }
