module github.com/go-kratos/kratos/contrib/middleware/jwt/v3

go 1.26

require (
	github.com/go-kratos/kratos/v3 v3.0.0
	github.com/golang-jwt/jwt/v5 v5.3.1
)
