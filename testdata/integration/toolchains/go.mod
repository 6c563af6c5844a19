// The same findings from every driver under every supported Go. go run .
// prints the newest patch of each supported Go release, the newest first.
module github.com/authstatus/authstatus/testdata/integration/toolchains

go 1.26.0
