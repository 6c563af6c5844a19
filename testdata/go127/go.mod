module authstatus.test/go127

go 1.27.0
