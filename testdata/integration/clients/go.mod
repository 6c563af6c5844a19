// What HTTP clients do with a 401 that has a challenge, and with one that has
// none: the table of docs/why-401.md.
module github.com/authstatus/authstatus/testdata/integration/clients

go 1.26.0

require github.com/modelcontextprotocol/go-sdk v1.6.0

require (
	github.com/segmentio/asm v1.1.3 // indirect
	github.com/segmentio/encoding v0.5.4 // indirect
	golang.org/x/oauth2 v0.35.0 // indirect
	golang.org/x/sys v0.41.0 // indirect
)
