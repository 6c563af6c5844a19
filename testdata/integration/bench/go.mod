// A comparison with other analyzers on a real module. A module of its own, so
// that these dependencies are not the main module's.
module github.com/authstatus/authstatus/testdata/integration/bench

go 1.26.0

tool golang.org/x/tools/go/analysis/passes/nilness/cmd/nilness

require golang.org/x/tools v0.52.0

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)
