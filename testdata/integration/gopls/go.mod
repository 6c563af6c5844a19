// authstatus inside the real gopls, driven as an editor does. A module of its
// own; it imports nothing, the builder under test fetches gopls.
module github.com/authstatus/authstatus/testdata/integration/gopls

go 1.26.0
