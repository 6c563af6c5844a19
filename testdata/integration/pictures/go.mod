// Makes the pictures in docs/pictures of real runs: go run . in this directory.
module github.com/authstatus/authstatus/testdata/integration/pictures

go 1.26.0
