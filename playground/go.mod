// The page where code is tried in the browser: see docs/playground.md.
module github.com/authstatus/authstatus/playground

go 1.26.0

require (
	github.com/authstatus/authstatus v0.0.0
	golang.org/x/tools v0.52.0
)

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
)

replace github.com/authstatus/authstatus => ../
