// The recipes of docs/ci.md, run as far as that goes without the services.
module github.com/authstatus/authstatus/testdata/integration/ci

go 1.26.0

tool (
	github.com/bradfitz/go-tool-cache/cmd/go-cacher
	github.com/bradfitz/go-tool-cache/cmd/go-cacher-server
)

require (
	github.com/bazelbuild/rules_go v0.61.1
	go.yaml.in/yaml/v3 v3.0.5
)

require (
	github.com/bradfitz/go-tool-cache v0.0.0-20260722201841-0bb331e19f64 // indirect
	github.com/pierrec/lz4/v4 v4.1.25 // indirect
)
