// authstatus as users get it: from a module proxy, on a machine that has
// nothing of it.
module github.com/authstatus/authstatus/testdata/integration/release

go 1.26.0

require golang.org/x/mod v0.39.0
