package run

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	ginjwt "github.com/appleboy/gin-jwt/v2"
	casbinv2 "github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/ut"
	flamegoauth "github.com/flamego/auth"
	"github.com/flamego/flamego"
	"github.com/gin-gonic/gin"
	kratosjwt "github.com/go-kratos/kratos/v2/middleware/auth/jwt"
	kratoshttp "github.com/go-kratos/kratos/v2/transport/http"
	fiber2jwt "github.com/gofiber/contrib/jwt"
	fiber3jwt "github.com/gofiber/contrib/v3/jwt"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/basicauth"
	"github.com/gofiber/fiber/v2/middleware/keyauth"
	fiber3 "github.com/gofiber/fiber/v3"
	"github.com/golang-jwt/jwt/v5"
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/hertz-contrib/casbin"
	hertzjwt "github.com/hertz-contrib/jwt"
	hertzkeyauth "github.com/hertz-contrib/keyauth"
	"github.com/kataras/iris/v12"
	irisbasicauth "github.com/kataras/iris/v12/middleware/basicauth"
	irisjwt "github.com/kataras/iris/v12/middleware/jwt"
	echojwt4 "github.com/labstack/echo-jwt/v4"
	echojwt5 "github.com/labstack/echo-jwt/v5"
	echo4 "github.com/labstack/echo/v4"
	middleware4 "github.com/labstack/echo/v4/middleware"
	echo5 "github.com/labstack/echo/v5"
	middleware5 "github.com/labstack/echo/v5/middleware"
	"github.com/zeromicro/go-zero/core/logx"
	"github.com/zeromicro/go-zero/rest"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const basic = "Basic dTpw"

// frameworks are middlewares of frameworks.
func frameworks() []cell {
	return append(append(append(echos(), fibers()...), hertzes()...), others()...)
}

func echos() []cell {
	serve4 := func(m echo4.MiddlewareFunc, central echo4.HTTPErrorHandler) func(*testing.T) answer {
		e := echo4.New()
		e.Use(m)
		if central != nil {
			e.HTTPErrorHandler = central
		}
		e.GET("/", func(c echo4.Context) error { return c.NoContent(204) })
		return over(e)
	}
	serve5 := func(m echo5.MiddlewareFunc, central echo5.HTTPErrorHandler) func(*testing.T) answer {
		e := echo5.New()
		e.Use(m)
		if central != nil {
			e.HTTPErrorHandler = central
		}
		e.GET("/", func(c *echo5.Context) error { return c.NoContent(204) })
		return over(e)
	}
	deny4 := func(c echo4.Context) error { deny(c.Response(), nil); return nil }
	deny5 := func(c *echo5.Context) error { deny(c.Response(), nil); return nil }
	central4 := func(_ error, c echo4.Context) { deny(c.Response(), nil) }
	central5 := func(c *echo5.Context, _ error) { deny(c.Response(), nil) }
	no4 := func(string, echo4.Context) (bool, error) { return false, nil }
	no5 := func(*echo5.Context, string, middleware5.ExtractorSource) (bool, error) { return false, nil }
	const (
		keyAuth4 = "github.com/labstack/echo/v4/middleware.KeyAuth"
		keyAuth5 = "github.com/labstack/echo/v5/middleware.KeyAuth"
		jwt4     = "github.com/labstack/echo-jwt/v4.WithConfig"
		jwt5     = "github.com/labstack/echo-jwt/v5.WithConfig"
		basic4   = "github.com/labstack/echo/v4/middleware.BasicAuth"
		basic5   = "github.com/labstack/echo/v5/middleware.BasicAuth"
	)
	key := []byte("secret")
	return []cell{
		{row: keyAuth4, send: bearer, server: serve4(middleware4.KeyAuth(no4), nil)},
		{row: keyAuth4, send: bearer, with: "KeyAuthConfig.ErrorHandler", server: serve4(middleware4.KeyAuthWithConfig(middleware4.KeyAuthConfig{Validator: no4, ErrorHandler: func(_ error, c echo4.Context) error { return deny4(c) }}), nil)},
		{row: keyAuth4, send: bearer, with: "HTTPErrorHandler", server: serve4(middleware4.KeyAuth(no4), central4)},
		{row: keyAuth5, send: bearer, server: serve5(middleware5.KeyAuth(no5), nil)},
		{row: keyAuth5, send: bearer, with: "KeyAuthConfig.ErrorHandler", server: serve5(middleware5.KeyAuthWithConfig(middleware5.KeyAuthConfig{Validator: no5, ErrorHandler: func(c *echo5.Context, _ error) error { return deny5(c) }}), nil)},
		{row: keyAuth5, send: bearer, with: "HTTPErrorHandler", server: serve5(middleware5.KeyAuth(no5), central5)},
		{row: jwt4, send: bearer, server: serve4(echojwt4.JWT(key), nil)},
		{row: jwt4, send: bearer, with: "Config.ErrorHandler", server: serve4(echojwt4.WithConfig(echojwt4.Config{SigningKey: key, ErrorHandler: func(c echo4.Context, _ error) error { return deny4(c) }}), nil)},
		{row: jwt5, send: bearer, server: serve5(echojwt5.JWT(key), nil)},
		{row: jwt5, send: bearer, with: "Config.ErrorHandler", server: serve5(echojwt5.WithConfig(echojwt5.Config{SigningKey: key, ErrorHandler: func(c *echo5.Context, _ error) error { return deny5(c) }}), nil)},
		{row: basic4, send: basic, server: serve4(middleware4.BasicAuth(func(string, string, echo4.Context) (bool, error) { return false, echo4.ErrUnauthorized }), nil)},
		{row: basic5, send: basic, server: serve5(middleware5.BasicAuth(func(*echo5.Context, string, string) (bool, error) { return false, echo5.ErrUnauthorized }), nil)},
	}
}

func fibers() []cell {
	serve2 := func(h fiber.Handler) func(*testing.T) answer {
		a := fiber.New()
		a.Use(h)
		return func(*testing.T) answer {
			return func(r *http.Request) (*http.Response, error) { return a.Test(r) }
		}
	}
	serve3 := func(h fiber3.Handler) func(*testing.T) answer {
		a := fiber3.New()
		a.Use(h)
		return func(*testing.T) answer {
			return func(r *http.Request) (*http.Response, error) { return a.Test(r) }
		}
	}
	deny2 := func(c *fiber.Ctx) error { c.Set("WWW-Authenticate", challenge); return c.SendStatus(401) }
	no := func(*fiber.Ctx, string) (bool, error) { return false, nil }
	const (
		keyAuth = "github.com/gofiber/fiber/v2/middleware/keyauth.New"
		basic2  = "github.com/gofiber/fiber/v2/middleware/basicauth.New"
		jwt2    = "github.com/gofiber/contrib/jwt.New"
		jwt3    = "github.com/gofiber/contrib/v3/jwt.New"
	)
	users := map[string]string{"u": "x"}
	return []cell{
		{row: keyAuth, send: bearer, server: serve2(keyauth.New(keyauth.Config{Validator: no}))},
		{row: keyAuth, send: bearer, with: "ErrorHandler", server: serve2(keyauth.New(keyauth.Config{Validator: no, ErrorHandler: func(c *fiber.Ctx, _ error) error { return deny2(c) }}))},
		{row: basic2, left: "basic realm=Restricted", server: serve2(basicauth.New(basicauth.Config{Users: users}))},
		{row: basic2, left: "basic realm=two words", with: "Realm", server: serve2(basicauth.New(basicauth.Config{Users: users, Realm: "two words"}))},
		{row: basic2, with: "Unauthorized", server: serve2(basicauth.New(basicauth.Config{Users: users, Unauthorized: deny2}))},
		{row: jwt2, send: bearer, server: serve2(fiber2jwt.New(fiber2jwt.Config{SigningKey: fiber2jwt.SigningKey{Key: []byte("secret")}}))},
		{row: jwt2, send: bearer, with: "ErrorHandler", server: serve2(fiber2jwt.New(fiber2jwt.Config{SigningKey: fiber2jwt.SigningKey{Key: []byte("secret")}, ErrorHandler: func(c *fiber.Ctx, _ error) error { return deny2(c) }}))},
		{row: jwt3, send: bearer, server: serve3(fiber3jwt.New(fiber3jwt.Config{SigningKey: fiber3jwt.SigningKey{Key: []byte("secret")}}))},
		{row: jwt3, send: bearer, with: "ErrorHandler", server: serve3(fiber3jwt.New(fiber3jwt.Config{SigningKey: fiber3jwt.SigningKey{Key: []byte("secret")}, ErrorHandler: func(c fiber3.Ctx, _ error) error {
			c.Set("WWW-Authenticate", challenge)
			return c.SendStatus(401)
		}}))},
	}
}

func hertzes() []cell {
	serve := func(h app.HandlerFunc) func(*testing.T) answer {
		return func(*testing.T) answer {
			s := server.New()
			s.Use(h)
			s.GET("/", func(_ context.Context, c *app.RequestContext) { c.Status(204) })
			return func(r *http.Request) (*http.Response, error) {
				w := ut.PerformRequest(s.Engine, "GET", "/", nil, ut.Header{Key: "Authorization", Value: r.Header.Get("Authorization")})
				out := httptest.NewRecorder()
				w.Result().Header.VisitAll(func(k, v []byte) { out.Header().Add(string(k), string(v)) })
				out.WriteHeader(w.Result().StatusCode())
				return out.Result(), nil
			}
		}
	}
	told := func(_ context.Context, c *app.RequestContext) {
		c.Header("WWW-Authenticate", challenge)
		c.AbortWithStatus(401)
	}
	m, err := model.NewModelFromString("[request_definition]\nr = sub, obj, act\n[policy_definition]\np = sub, obj, act\n[role_definition]\ng = _, _\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = r.sub == p.sub && r.obj == p.obj && r.act == p.act\n")
	if err != nil {
		panic(err)
	}
	e, err := casbinv2.NewEnforcer(m)
	if err != nil {
		panic(err)
	}
	authz, err := casbin.NewCasbinMiddlewareFromEnforcer(e, func(context.Context, *app.RequestContext) string { return "" })
	if err != nil {
		panic(err)
	}
	withJWT := func(o *hertzjwt.HertzJWTMiddleware) func(*testing.T) answer {
		o.Realm, o.Key = "two words", []byte("secret")
		o.Authenticator = func(context.Context, *app.RequestContext) (any, error) { return nil, nil }
		mw, err := hertzjwt.New(o)
		if err != nil {
			panic(err)
		}
		return serve(mw.MiddlewareFunc())
	}
	no := func(context.Context, *app.RequestContext, string) (bool, error) { return false, errors.New("no") }
	const (
		keyAuth     = "github.com/hertz-contrib/keyauth.New"
		jwtNew      = "github.com/hertz-contrib/jwt.New"
		permissions = "(*github.com/hertz-contrib/casbin.Middleware).RequiresPermissions"
		roles       = "(*github.com/hertz-contrib/casbin.Middleware).RequiresRoles"
	)
	return []cell{
		{row: keyAuth, send: bearer, server: serve(hertzkeyauth.New(hertzkeyauth.WithValidator(no)))},
		{row: keyAuth, send: bearer, with: "WithErrorHandler", server: serve(hertzkeyauth.New(hertzkeyauth.WithValidator(no), hertzkeyauth.WithErrorHandler(func(ctx context.Context, c *app.RequestContext, _ error) { told(ctx, c) })))},
		{row: jwtNew, left: "JWT realm=two words", server: withJWT(&hertzjwt.HertzJWTMiddleware{})},
		{row: jwtNew, with: "Unauthorized", server: withJWT(&hertzjwt.HertzJWTMiddleware{Unauthorized: func(ctx context.Context, c *app.RequestContext, _ int, _ string) { told(ctx, c) }})},
		{row: permissions, server: serve(authz.RequiresPermissions("book:read"))},
		{row: permissions, with: "WithUnauthorized", server: serve(authz.RequiresPermissions("book:read", casbin.WithUnauthorized(told)))},
		{row: roles, server: serve(authz.RequiresRoles("admin"))},
	}
}

func others() []cell {
	withGin := func(o *ginjwt.GinJWTMiddleware) func(*testing.T) answer {
		gin.SetMode(gin.ReleaseMode)
		o.Realm, o.Key = "two words", []byte("secret")
		mw, err := ginjwt.New(o)
		if err != nil {
			panic(err)
		}
		e := gin.New()
		e.Use(mw.MiddlewareFunc())
		e.GET("/", func(c *gin.Context) { c.Status(204) })
		return over(e)
	}
	withIris := func(h iris.Handler) func(*testing.T) answer {
		return func(t *testing.T) answer {
			a := iris.New()
			a.Logger().SetLevel("disable")
			a.Use(h)
			a.Get("/", func(ctx iris.Context) { ctx.StatusCode(204) })
			if err := a.Build(); err != nil {
				t.Fatal(err)
			}
			return over(a)(t)
		}
	}
	verifier := func(told bool) iris.Handler {
		v := irisjwt.NewVerifier(irisjwt.HS256, []byte("secret"))
		if told {
			v.ErrorHandler = func(ctx iris.Context, _ error) { deny(ctx.ResponseWriter(), nil); ctx.StopExecution() }
		}
		return v.Verify(func() any { return new(struct{}) })
	}
	withKratos := func(opts ...kratoshttp.ServerOption) func(*testing.T) answer {
		key := func(*jwt.Token) (any, error) { return []byte("secret"), nil }
		s := kratoshttp.NewServer(append(opts, kratoshttp.Middleware(kratosjwt.Server(key)))...)
		s.Route("/").GET("/", func(c kratoshttp.Context) error {
			_, err := c.Middleware(func(context.Context, any) (any, error) { return nil, nil })(c, nil)
			return err
		})
		return over(s)
	}
	f := flamego.New()
	f.Use(flamegoauth.Bearer("token"))
	f.Get("/", func() {})
	g := flamego.New()
	g.Use(flamegoauth.BearerFunc(func(string) bool { return false }))
	g.Get("/", func() {})
	withGateway := func(opts ...runtime.ServeMuxOption) func(*testing.T) answer {
		mux := runtime.NewServeMux(opts...)
		err := mux.HandlePath("GET", "/", func(w http.ResponseWriter, r *http.Request, _ map[string]string) {
			_, out := runtime.MarshalerForRequest(mux, r)
			runtime.HTTPError(r.Context(), mux, out, w, r, status.Error(codes.Unauthenticated, "log in first"))
		})
		if err != nil {
			panic(err)
		}
		return over(mux)
	}
	withZero := func(opts ...rest.RunOption) func(*testing.T) answer {
		logx.Disable()
		s, err := rest.NewServer(rest.RestConf{}, opts...)
		if err != nil {
			panic(err)
		}
		s.AddRoute(rest.Route{Method: "GET", Path: "/", Handler: served}, rest.WithJwt("a secret that is long enough"))
		handler := make(chan http.Handler)
		go s.StartWithOpts(func(s *http.Server) {
			handler <- s.Handler
			select {} // it is served on an address of this test
		})
		return over(<-handler)
	}
	const (
		ginJWT    = "github.com/appleboy/gin-jwt/v2.New"
		irisJWT   = "(*github.com/kataras/iris/v12/middleware/jwt.Verifier).Verify"
		irisBasic = "github.com/kataras/iris/v12/middleware/basicauth.New"
		kratos    = "github.com/go-kratos/kratos/v2/middleware/auth/jwt.Server"
		gateway   = "github.com/grpc-ecosystem/grpc-gateway/v2/runtime.NewServeMux"
	)
	allow := irisbasicauth.AllowUsers(map[string]string{"u": "x"})
	return []cell{
		{row: ginJWT, left: "JWT realm=two words", server: withGin(&ginjwt.GinJWTMiddleware{})},
		{row: ginJWT, with: "Unauthorized", server: withGin(&ginjwt.GinJWTMiddleware{Unauthorized: func(c *gin.Context, _ int, _ string) { deny(c.Writer, nil) }})},
		{row: irisJWT, send: bearer, server: withIris(verifier(false))},
		{row: irisJWT, send: bearer, with: "ErrorHandler", server: withIris(verifier(true))},
		{row: irisBasic, left: "Basic", server: withIris(irisbasicauth.New(irisbasicauth.Options{Allow: allow}))},
		{row: irisBasic, left: `Basic realm="shop"`, with: "Realm", server: withIris(irisbasicauth.New(irisbasicauth.Options{Allow: allow, Realm: "shop"}))},
		{row: irisBasic, with: "ErrorHandler", server: withIris(irisbasicauth.New(irisbasicauth.Options{Allow: allow, ErrorHandler: func(ctx iris.Context, _ error) { deny(ctx.ResponseWriter(), nil); ctx.StopExecution() }}))},
		{row: kratos, server: withKratos()},
		{row: kratos, with: "ErrorEncoder", server: withKratos(kratoshttp.ErrorEncoder(func(w http.ResponseWriter, r *http.Request, _ error) { deny(w, r) }))},
		{row: "github.com/zeromicro/go-zero/rest.WithJwt", server: withZero()},
		{row: "github.com/zeromicro/go-zero/rest.WithJwt", with: "WithUnauthorizedCallback", server: withZero(rest.WithUnauthorizedCallback(func(w http.ResponseWriter, r *http.Request, _ error) { deny(w, r) }))},
		{row: "github.com/flamego/auth.Bearer", server: over(f)},
		{row: "github.com/flamego/auth.BearerFunc", send: bearer, server: over(g)},
		{row: gateway, left: "log in first", server: withGateway()},
		{row: gateway, with: "WithErrorHandler", server: withGateway(runtime.WithErrorHandler(func(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, _ error) {
			deny(w, r)
		}))},
	}
}
