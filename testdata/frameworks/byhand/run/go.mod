module authstatus.test/frameworks/byhand/run

go 1.26.5

require (
	github.com/casbin/casbin/v3 v3.11.0
	github.com/cloudwego/hertz v0.6.0
	github.com/descope/go-sdk v1.30.0
	github.com/descope/go-sdk/descope/gin v1.30.0
	github.com/gin-gonic/gin v1.12.0
	github.com/go-kratos/kratos/contrib/middleware/jwt/v3 v3.0.0
	github.com/go-kratos/kratos/v3 v3.0.0
	github.com/gofiber/contrib/v3/casbin/v2 v2.0.0
	github.com/gofiber/contrib/v3/paseto v1.0.0
	github.com/gofiber/fiber/v3 v3.5.0
	github.com/golang-jwt/jwt/v5 v5.3.1
	github.com/hertz-contrib/paseto v1.0.0
	github.com/uptrace/bunrouter v1.0.23
	github.com/uptrace/bunrouter/extra/basicauth v1.0.23
	github.com/zalando/gin-oauth2 v1.0.0
	golang.org/x/oauth2 v0.36.0
)

// What is cloned has no version that the module proxy knows.
replace (
	github.com/descope/go-sdk => ./clones/descope
	github.com/descope/go-sdk/descope/gin => ./clones/descope/descope/gin
	github.com/go-kratos/kratos/contrib/middleware/jwt/v3 => ./clones/kratos/contrib/middleware/jwt
	github.com/go-kratos/kratos/v3 => ./clones/kratos
	github.com/gofiber/contrib/v3/casbin/v2 => ./clones/contrib/v3/casbin
	github.com/gofiber/contrib/v3/paseto => ./clones/contrib/v3/paseto
	github.com/hertz-contrib/paseto => ./clones/paseto
	github.com/uptrace/bunrouter/extra/basicauth => ./clones/bunrouter/extra/basicauth
	github.com/zalando/gin-oauth2 => ./clones/gin-oauth2
)
