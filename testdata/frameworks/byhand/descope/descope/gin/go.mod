module github.com/descope/go-sdk/descope/gin

go 1.26

require (
	github.com/descope/go-sdk v1.30.0
	github.com/gin-gonic/gin v1.12.0
)
