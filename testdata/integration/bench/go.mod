// A comparison with other analyzers on a real module. A module of its own, so
// that these dependencies are not the main module's.
module github.com/authstatus/authstatus/testdata/integration/bench

go 1.25.0

tool golang.org/x/tools/go/analysis/passes/nilness/cmd/nilness

require golang.org/x/tools v0.49.0

require (
	golang.org/x/mod v0.39.0 // indirect
	golang.org/x/sync v0.22.0 // indirect
)
