module github.com/zalando/gin-oauth2

go 1.26

require (
	github.com/gin-gonic/gin v1.12.0
	golang.org/x/oauth2 v0.36.0
)
