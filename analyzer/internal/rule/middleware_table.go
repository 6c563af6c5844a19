package rule

// middleware is an authentication middleware whose own 401 lacks a challenge,
// or carries a malformed one. Functions stand by full name, fields as
// path.Type.Field; the import path tells versions apart.
type middleware struct {
	calls   []string // what makes the middleware
	version string   // that was run
	clone   bool     // from a clone, because the module proxy does not serve it
	status  int64    // that it answers: 401, unless this says another
	sends   string   // the malformed challenge, or ""
	fields  []string // configure what it answers
	early   bool     // they are asked when the header is set already
	options []string // likewise, as functions
	central []string // by which a server answers the middleware's errors itself
	with    []string // only in files that also use one of these
	asks    []string // the fields that say whether somebody is refused
	idle    []string // functions of the library for these that refuse nobody
	refuses []string // only where a validator returns one of these errors, for 401
	beside  []string // and that is given to one of these, not to the call; then with is not asked for
	failure int      // the argument that answers failures, from 1: nil leaves it to the library
	value   bool     // also where the function is handed on, to be called by the library
	realm   string   // the field that a literal of the type in calls writes without quotes
	advice  string   // how to make it send one
}

// Where echo, fiber and kratos hand errors over.
var (
	echo4Handler   = []string{"github.com/labstack/echo/v4.Echo.HTTPErrorHandler"}
	echo5Handler   = []string{"github.com/labstack/echo/v5.Echo.HTTPErrorHandler"}
	kratos3Encoder = []string{"github.com/go-kratos/kratos/v3/transport/http.ErrorEncoder"}
	kratosEncoder  = []string{"github.com/go-kratos/kratos/v2/transport/http.ErrorEncoder"}
)

// middlewares were run over a loopback server without credentials and with bad
// ones, with their default error handling.
var middlewares = []middleware{
	{
		calls:   []string{"github.com/labstack/echo/v4/middleware.KeyAuth", "github.com/labstack/echo/v4/middleware.KeyAuthWithConfig"},
		version: "echo v4.16.0",
		fields:  []string{"github.com/labstack/echo/v4/middleware.KeyAuthConfig.ErrorHandler"},
		central: echo4Handler,
		advice:  "set ErrorHandler in middleware.KeyAuthConfig to one that adds it",
	}, {
		calls:   []string{"github.com/labstack/echo/v4/middleware.JWT", "github.com/labstack/echo/v4/middleware.JWTWithConfig"},
		version: "echo v4.9.1",
		fields:  []string{"github.com/labstack/echo/v4/middleware.JWTConfig.ErrorHandler", "github.com/labstack/echo/v4/middleware.JWTConfig.ErrorHandlerWithContext"},
		central: echo4Handler,
		advice:  "set ErrorHandlerWithContext in middleware.JWTConfig to one that adds it",
	}, {
		calls:   []string{"github.com/labstack/echo/v5/middleware.KeyAuth", "github.com/labstack/echo/v5/middleware.KeyAuthWithConfig"},
		version: "echo v5.4.4",
		fields:  []string{"github.com/labstack/echo/v5/middleware.KeyAuthConfig.ErrorHandler"},
		central: echo5Handler,
		advice:  "set ErrorHandler in middleware.KeyAuthConfig to one that adds it",
	}, {
		calls:   []string{"github.com/labstack/echo-jwt/v4.JWT", "github.com/labstack/echo-jwt/v4.WithConfig"},
		version: "echo-jwt v4.4.0",
		fields:  []string{"github.com/labstack/echo-jwt/v4.Config.ErrorHandler"},
		central: echo4Handler,
		advice:  "set ErrorHandler in echojwt.Config to one that adds it",
	}, {
		calls:   []string{"github.com/labstack/echo-jwt/v5.JWT", "github.com/labstack/echo-jwt/v5.WithConfig"},
		version: "echo-jwt v5.0.1",
		fields:  []string{"github.com/labstack/echo-jwt/v5.Config.ErrorHandler"},
		central: echo5Handler,
		advice:  "set ErrorHandler in echojwt.Config to one that adds it",
	}, {
		calls:   []string{"github.com/gofiber/fiber/v2/middleware/keyauth.New"},
		version: "fiber v2.52.15",
		fields:  []string{"github.com/gofiber/fiber/v2/middleware/keyauth.Config.ErrorHandler"},
		advice:  "set ErrorHandler in keyauth.Config to one that adds it, or use fiber v3, which sends it",
	}, {
		calls:   []string{"github.com/gofiber/contrib/jwt.New"},
		version: "contrib/jwt v1.1.2",
		fields:  []string{"github.com/gofiber/contrib/jwt.Config.ErrorHandler"},
		advice:  "set ErrorHandler in jwtware.Config to one that adds it",
	}, {
		calls:   []string{"github.com/gofiber/jwt/v3.New"},
		version: "gofiber/jwt v3.3.10",
		fields:  []string{"github.com/gofiber/jwt/v3.Config.ErrorHandler"},
		advice:  "set ErrorHandler in jwtware.Config to one that adds it",
	}, {
		calls:   []string{"github.com/gofiber/contrib/v3/jwt.New"},
		version: "contrib/v3/jwt v1.2.1",
		fields:  []string{"github.com/gofiber/contrib/v3/jwt.Config.ErrorHandler"},
		advice:  "set ErrorHandler in jwtware.Config to one that adds it",
	}, {
		calls:   []string{"github.com/gofiber/fiber/v2/middleware/basicauth.New"},
		version: "fiber v2.52.15",
		sends:   "basic realm=Restricted",
		fields:  []string{"github.com/gofiber/fiber/v2/middleware/basicauth.Config.Unauthorized"},
		advice:  "set Unauthorized in basicauth.Config to a handler that quotes the realm, or use fiber v3, which does",
	}, {
		calls:   []string{"github.com/go-chi/jwtauth/v5.Authenticator"},
		version: "jwtauth v5.3.3",
		advice:  "write an authenticator of your own that adds it; jwtauth.FromContext tells it what the verifier found",
	}, {
		calls:   []string{"github.com/auth0/go-jwt-middleware.New"},
		version: "go-jwt-middleware v1.0.1",
		fields:  []string{"github.com/auth0/go-jwt-middleware.Options.ErrorHandler"},
		advice:  "set ErrorHandler in jwtmiddleware.Options to one that adds it, or use v3, which sends it",
	}, {
		calls:   []string{"github.com/auth0/go-jwt-middleware/v2.New"},
		version: "go-jwt-middleware v2.3.1",
		options: []string{"github.com/auth0/go-jwt-middleware/v2.WithErrorHandler"},
		advice:  "pass jwtmiddleware.WithErrorHandler with one that adds it, or use v3, which sends it",
	}, {
		calls:   []string{"github.com/appleboy/gin-jwt/v2.New"},
		version: "gin-jwt v2.10.3",
		sends:   "JWT realm=…",
		fields:  []string{"github.com/appleboy/gin-jwt/v2.GinJWTMiddleware.Unauthorized"},
		early:   true,
		advice:  "set Unauthorized in GinJWTMiddleware to a callback that sets a Bearer challenge, or use v3.4 or later, which sends one",
	}, {
		calls:   []string{"github.com/hertz-contrib/jwt.New"},
		version: "hertz-contrib/jwt v1.0.4",
		sends:   "JWT realm=…",
		fields:  []string{"github.com/hertz-contrib/jwt.HertzJWTMiddleware.Unauthorized"},
		early:   true,
		advice:  "set Unauthorized in HertzJWTMiddleware to a callback that sets a Bearer challenge",
	}, {
		calls:   []string{"github.com/hertz-contrib/keyauth.New"},
		version: "hertz-contrib/keyauth v0.0.0-20221011",
		options: []string{"github.com/hertz-contrib/keyauth.WithErrorHandler"},
		advice:  "pass keyauth.WithErrorHandler with one that adds it",
	}, {
		calls:   []string{"(*github.com/kataras/iris/v12/middleware/jwt.Verifier).Verify"},
		version: "iris v12.2.11",
		fields:  []string{"github.com/kataras/iris/v12/middleware/jwt.Verifier.ErrorHandler"},
		central: []string{"(*github.com/kataras/iris/v12/core/router.APIBuilder).OnErrorCode", "(*github.com/kataras/iris/v12/core/router.APIBuilder).OnAnyErrorCode"},
		with:    []string{"github.com/kataras/iris/v12/middleware/jwt.NewVerifier"},
		advice:  "set ErrorHandler of the verifier to one that adds it",
	}, {
		calls:   []string{"github.com/zeromicro/go-zero/rest.WithJwt", "github.com/zeromicro/go-zero/rest.WithJwtTransition"},
		version: "go-zero v1.10.3",
		options: []string{"github.com/zeromicro/go-zero/rest.WithUnauthorizedCallback"},
		with:    []string{"github.com/zeromicro/go-zero/rest.MustNewServer", "github.com/zeromicro/go-zero/rest.NewServer"},
		advice:  "give the server rest.WithUnauthorizedCallback with one that adds it",
	}, {
		calls:   []string{"github.com/go-kratos/kratos/v2/middleware/auth/jwt.Server"},
		version: "kratos v2.8.3",
		central: kratosEncoder,
		with:    []string{"github.com/go-kratos/kratos/v2/transport/http.NewServer"},
		advice:  "give the server http.ErrorEncoder with one that adds it to a 401",
	}, {
		calls:   []string{"github.com/flamego/auth.Bearer", "github.com/flamego/auth.BearerFunc"},
		version: "flamego/auth v1.3.0",
		advice:  "answer with a handler of your own that adds it",
	}, {
		calls:   []string{"github.com/go-macaron/auth.Bearer", "github.com/go-macaron/auth.BearerFunc"},
		version: "go-macaron/auth 884c0e6",
		advice:  "answer with a handler of your own that adds it",
	}, {
		calls:   []string{"github.com/go-fuego/fuego.AuthWall", "github.com/go-fuego/fuego.AuthWallRegexp", "github.com/go-fuego/fuego.AuthWallRegex"},
		version: "fuego v0.20.0",
		advice:  "put a middleware around it that adds it to a 401",
	}, {
		calls:   []string{"connectrpc.com/authn.NewMiddleware"},
		version: "authn v0.2.0",
		advice:  "let the AuthFunc set it in Meta of the error that it returns",
	}, {
		calls:   []string{"github.com/oapi-codegen/nethttp-middleware.OapiRequestValidator", "github.com/oapi-codegen/nethttp-middleware.OapiRequestValidatorWithOptions"},
		version: "nethttp-middleware v1.3.1",
		fields:  []string{"github.com/oapi-codegen/nethttp-middleware.Options.ErrorHandler", "github.com/oapi-codegen/nethttp-middleware.Options.ErrorHandlerWithOpts"},
		with:    []string{"github.com/getkin/kin-openapi/openapi3filter.Options.AuthenticationFunc"},
		asks:    []string{"github.com/getkin/kin-openapi/openapi3filter.Options.AuthenticationFunc"},
		idle:    []string{"github.com/getkin/kin-openapi/openapi3filter.NoopAuthenticationFunc"},
		advice:  "set ErrorHandlerWithOpts in Options to one that adds it",
	}, {
		calls:   []string{"github.com/pocketbase/pocketbase/apis.RequireAuth", "github.com/pocketbase/pocketbase/apis.RequireSuperuserAuth", "github.com/pocketbase/pocketbase/apis.RequireSuperuserOrOwnerAuth", "github.com/pocketbase/pocketbase/apis.RequireSameCollectionContextAuth"},
		version: "pocketbase v0.36.8",
		advice:  "put a middleware around it that adds it to a 401",
	}, {
		calls:   []string{"github.com/modelcontextprotocol/go-sdk/auth.RequireBearerToken"},
		version: "go-sdk v1.8.0",
		fields:  []string{"github.com/modelcontextprotocol/go-sdk/auth.RequireBearerTokenOptions.ResourceMetadataURL", "github.com/modelcontextprotocol/go-sdk/auth.RequireBearerTokenOptions.Scopes"},
		advice:  "set ResourceMetadataURL in RequireBearerTokenOptions",
	}, {
		calls:   []string{"github.com/go-pkgz/rest.BasicAuth", "github.com/go-pkgz/rest.BasicAuthWithUserPasswd", "github.com/go-pkgz/rest.BasicAuthWithBcryptHash", "github.com/go-pkgz/rest.BasicAuthWithArgon2Hash"},
		version: "go-pkgz/rest v1.24.0",
		advice:  "use rest.BasicAuthWithPrompt or rest.BasicAuthWithBcryptHashAndPrompt, which send it, and 401 for a wrong password too",
	}, {
		calls:   []string{"(*github.com/go-pkgz/auth/v2/middleware.Authenticator).Auth", "(*github.com/go-pkgz/auth/v2/middleware.Authenticator).AdminOnly", "(*github.com/go-pkgz/auth/v2/middleware.Authenticator).RBAC"},
		version: "go-pkgz/auth v2.2.0",
		fields:  []string{"github.com/go-pkgz/auth/v2/middleware.Authenticator.ErrorHandler", "github.com/go-pkgz/auth/v2.Opts.ErrorHandler"},
		advice:  "set ErrorHandler in auth.Opts to one that adds it",
	}, {
		calls:   []string{"github.com/elazarl/goproxy/ext/auth.ProxyBasic", "github.com/elazarl/goproxy/ext/auth.Basic", "github.com/elazarl/goproxy/ext/auth.BasicConnect", "github.com/elazarl/goproxy/ext/auth.BasicUnauthorized"},
		version: "goproxy/ext 0581fc3aee2d",
		status:  407,
		sends:   "Basic realm=… without quotes",
		advice:  "answer with a response of your own, whose realm is in quotes",
	}, {
		calls:   []string{"github.com/labstack/echo/v4/middleware.BasicAuth", "github.com/labstack/echo/v4/middleware.BasicAuthWithConfig"},
		version: "echo v4.16.0",
		refuses: []string{"github.com/labstack/echo/v4.ErrUnauthorized", "github.com/labstack/echo/v4.NewHTTPError"},
		advice:  "let the validator return false and no error, for which the middleware sends one",
	}, {
		calls:   []string{"github.com/labstack/echo/v5/middleware.BasicAuth", "github.com/labstack/echo/v5/middleware.BasicAuthWithConfig"},
		version: "echo v5.4.4",
		refuses: []string{"github.com/labstack/echo/v5.ErrUnauthorized", "github.com/labstack/echo/v5.NewHTTPError"},
		advice:  "let the validator return false and no error, for which the middleware sends one",
	}, {
		calls:   []string{"github.com/kataras/iris/v12/middleware/basicauth.New"},
		version: "iris v12.2.11",
		sends:   "Basic without a realm",
		fields:  []string{"github.com/kataras/iris/v12/middleware/basicauth.Options.Realm", "github.com/kataras/iris/v12/middleware/basicauth.Options.ErrorHandler"},
		advice:  "set Realm in basicauth.Options, or use basicauth.Default, which has one",
	}, {
		calls:   []string{"github.com/uptrace/bunrouter/extra/basicauth.NewMiddleware"},
		version: "bunrouter v1.0.23",
		clone:   true,
		sends:   "basic realm=Restricted",
		options: []string{"github.com/uptrace/bunrouter/extra/basicauth.WithRealm"},
		advice:  "pass basicauth.WithRealm, which quotes it",
	}, {
		calls:   []string{"github.com/ant0ine/go-json-rest/rest.AuthBasicMiddleware"},
		version: "go-json-rest v3.3.2",
		sends:   "Basic realm=… without quotes",
		realm:   "Realm",
		advice:  "write the quotes into Realm",
	}, {
		calls:   []string{"github.com/go-chi/oauth.Authorize", "(*github.com/go-chi/oauth.BearerAuthentication).Authorize"},
		version: "go-chi/oauth d937e22",
		advice:  "put a middleware around it that adds it to a 401",
	}, {
		calls:   []string{"github.com/zalando/gin-oauth2.Auth", "github.com/zalando/gin-oauth2.AuthChain", "github.com/zalando/gin-oauth2.AuthChainOptions"},
		version: "gin-oauth2 f051239",
		clone:   true,
		advice:  "put a middleware before it that adds it to a 401",
	}, {
		calls:   []string{"github.com/descope/go-sdk/descope/sdk.AuthenticationMiddleware", "github.com/descope/go-sdk/descope/gin.AuthenticationMiddleware"},
		version: "descope/go-sdk v1.30.0",
		clone:   true,
		failure: 2,
		advice:  "pass an onFailure that adds it",
	}, {
		calls:   []string{"github.com/clerk/clerk-sdk-go/v2/http.WithHeaderAuthorization", "github.com/clerk/clerk-sdk-go/v2/http.RequireHeaderAuthorization"},
		version: "clerk-sdk-go v2.4.2",
		options: []string{"github.com/clerk/clerk-sdk-go/v2/http.AuthorizationFailureHandler"},
		advice:  "pass AuthorizationFailureHandler with one that adds it",
	}, {
		calls:   []string{"github.com/gofiber/contrib/v3/casbin.New", "github.com/gofiber/contrib/v3/casbin/v2.New"},
		version: "contrib/v3/casbin/v2 23482ac",
		clone:   true,
		fields:  []string{"github.com/gofiber/contrib/v3/casbin.Config.Unauthorized", "github.com/gofiber/contrib/v3/casbin/v2.Config.Unauthorized"},
		advice:  "set Unauthorized in casbin.Config to a handler that adds it",
	}, {
		calls:   []string{"github.com/gofiber/contrib/v3/paseto.New"},
		version: "contrib/v3/paseto 23482ac",
		clone:   true,
		fields:  []string{"github.com/gofiber/contrib/v3/paseto.Config.ErrorHandler"},
		advice:  "set ErrorHandler in pasetoware.Config to one that adds it, and answers 401 for a token that is missing or broken too",
	}, {
		calls:   []string{"(*github.com/hertz-contrib/casbin.Middleware).RequiresPermissions", "(*github.com/hertz-contrib/casbin.Middleware).RequiresRoles"},
		version: "hertz-contrib/casbin v0.1.0",
		options: []string{"github.com/hertz-contrib/casbin.WithUnauthorized"},
		advice:  "pass casbin.WithUnauthorized with one that adds it",
	}, {
		calls:   []string{"github.com/hertz-contrib/paseto.New"},
		version: "hertz-contrib/paseto 71af663",
		clone:   true,
		options: []string{"github.com/hertz-contrib/paseto.WithErrorFunc"},
		advice:  "pass paseto.WithErrorFunc with one that adds it",
	}, {
		calls:   []string{"github.com/go-kratos/kratos/contrib/middleware/jwt/v3.Server"},
		version: "kratos v3.0.0",
		clone:   true,
		central: kratos3Encoder,
		with:    []string{"github.com/go-kratos/kratos/v3/transport/http.NewServer"},
		advice:  "give the server http.ErrorEncoder with one that adds it to a 401",
	}, {
		calls:   []string{"sigs.k8s.io/controller-runtime/pkg/metrics/filters.WithAuthenticationAndAuthorization"},
		version: "controller-runtime v0.25.2",
		value:   true,
		advice:  "wrap the filter that it makes in one that adds it",
	}, {
		calls:   []string{"github.com/grpc-ecosystem/grpc-gateway/v2/runtime.NewServeMux"},
		version: "grpc-gateway v2.33.0",
		sends:   "the error's text",
		options: []string{"github.com/grpc-ecosystem/grpc-gateway/v2/runtime.WithErrorHandler"},
		with:    []string{"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/auth.UnaryServerInterceptor"},
		refuses: []string{"google.golang.org/grpc/status.Error", "google.golang.org/grpc/status.Errorf"},
		beside: []string{
			"google.golang.org/grpc.UnaryInterceptor", "google.golang.org/grpc.ChainUnaryInterceptor",
			"google.golang.org/grpc.StreamInterceptor", "google.golang.org/grpc.ChainStreamInterceptor",
			"github.com/grpc-ecosystem/grpc-gateway/v2/runtime.HTTPError",
		},
		advice: "pass runtime.WithErrorHandler with one that sets a challenge",
	},
}
