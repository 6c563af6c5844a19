// Package run starts the middlewares of which byhand has declarations only, each
// with every option alone, and compares what leaves with what left when the table
// of docs/frameworks.md was written. The module proxy does not serve them, so
// that CI can't: clone each into clones, at the commit that its row names, and
//
//	go mod tidy && go test -v ./...
package run

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/casbin/casbin/v3"
	"github.com/casbin/casbin/v3/model"
	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/ut"
	"github.com/descope/go-sdk/descope/client"
	descopegin "github.com/descope/go-sdk/descope/gin"
	"github.com/descope/go-sdk/descope/sdk"
	"github.com/gin-gonic/gin"
	kratosjwt "github.com/go-kratos/kratos/contrib/middleware/jwt/v3"
	kratoshttp "github.com/go-kratos/kratos/v3/transport/http"
	fibercasbin "github.com/gofiber/contrib/v3/casbin/v2"
	fiberpaseto "github.com/gofiber/contrib/v3/paseto"
	"github.com/gofiber/fiber/v3"
	"github.com/golang-jwt/jwt/v5"
	hertzpaseto "github.com/hertz-contrib/paseto"
	"github.com/uptrace/bunrouter"
	"github.com/uptrace/bunrouter/extra/basicauth"
	"github.com/zalando/gin-oauth2"
	"golang.org/x/oauth2"
)

// A cell is one middleware with one option, and what left.
type cell struct {
	name   string
	send   string // the Authorization header
	server http.Handler
	status int    // 401 where nothing is said
	left   string // the challenge
}

const (
	told   = `Bearer realm="told"`
	broken = "Bearer broken"
)

func deny(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("WWW-Authenticate", told)
	w.WriteHeader(http.StatusUnauthorized)
}

func TestClones(t *testing.T) {
	for _, cells := range [][]cell{bunrouters(), gins(t), fibers(t), others()} {
		for _, c := range cells {
			t.Run(c.name, func(t *testing.T) {
				s := httptest.NewServer(c.server)
				defer s.Close()
				r, err := http.NewRequest(http.MethodGet, s.URL, nil)
				if err != nil {
					t.Fatal(err)
				}
				if c.send != "" {
					r.Header.Set("Authorization", c.send)
				}
				resp, err := s.Client().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				if c.status == 0 {
					c.status = http.StatusUnauthorized
				}
				if got := strings.Join(resp.Header.Values("WWW-Authenticate"), "\n"); resp.StatusCode != c.status || got != c.left {
					t.Errorf("sends %d with %q, was seen to send %d with %q", resp.StatusCode, got, c.status, c.left)
				}
			})
		}
	}
}

func bunrouters() []cell {
	serve := func(opts ...basicauth.Option) http.Handler {
		no := func(bunrouter.Request) (bool, error) { return false, nil }
		r := bunrouter.New(bunrouter.Use(basicauth.NewMiddleware(no, opts...)))
		r.GET("/", func(http.ResponseWriter, bunrouter.Request) error { return nil })
		return r
	}
	return []cell{
		{name: "bunrouter basicauth", server: serve(), left: "basic realm=Restricted"},
		{name: "bunrouter basicauth WithRealm", server: serve(basicauth.WithRealm("two words")), left: `basic realm="two words"`},
	}
}

func gins(t *testing.T) []cell {
	gin.SetMode(gin.ReleaseMode)
	serve := func(h gin.HandlerFunc) http.Handler {
		e := gin.New()
		e.Use(h)
		e.GET("/", func(*gin.Context) {})
		return e
	}
	info := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{"error": "invalid_token", "error_description": "no"}`))
	}))
	t.Cleanup(info.Close)
	endpoint := oauth2.Endpoint{AuthURL: "https://login.example.org/", TokenURL: info.URL}
	yes := func(*ginoauth2.TokenContainer, *gin.Context) bool { return true }
	keys := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"keys": []}`)) }))
	t.Cleanup(keys.Close)
	c, err := client.NewWithConfig(&client.Config{ProjectID: "P2aaaaaaaaaaaaaaaaaaaaaaaaaa", DescopeBaseURL: keys.URL})
	if err != nil {
		t.Fatal(err)
	}
	served := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	ginDeny := func(c *gin.Context, _ error) { deny(c.Writer, nil); c.Abort() }
	return []cell{
		{name: "gin-oauth2 Auth", server: serve(ginoauth2.Auth(yes, endpoint))},
		{name: "gin-oauth2 Auth, bad token", send: broken, server: serve(ginoauth2.Auth(yes, endpoint))},
		{name: "gin-oauth2 AuthChain", server: serve(ginoauth2.AuthChain(endpoint, yes))},
		{name: "gin-oauth2 AuthChainOptions", server: serve(ginoauth2.AuthChainOptions(ginoauth2.Options{Endpoint: endpoint}, yes))},
		{name: "descope sdk", server: sdk.AuthenticationMiddleware(c.Auth, nil, nil)(served)},
		{name: "descope sdk, bad token", send: broken, server: sdk.AuthenticationMiddleware(c.Auth, nil, nil)(served)},
		{name: "descope sdk onFailure", left: told, server: sdk.AuthenticationMiddleware(c.Auth, func(w http.ResponseWriter, r *http.Request, _ error) { deny(w, r) }, nil)(served)},
		{name: "descope gin", server: serve(descopegin.AuthenticationMiddleware(c.Auth, nil, nil))},
		{name: "descope gin onFailure", left: told, server: serve(descopegin.AuthenticationMiddleware(c.Auth, ginDeny, nil))},
	}
}

func fibers(t *testing.T) []cell {
	serve := func(h fiber.Handler) http.Handler {
		a := fiber.New()
		a.Use(h)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			resp, err := a.Test(r)
			if err != nil {
				t.Error(err)
				return
			}
			defer resp.Body.Close()
			if v := resp.Header.Get("WWW-Authenticate"); v != "" {
				w.Header().Set("WWW-Authenticate", v)
			}
			w.WriteHeader(resp.StatusCode)
		})
	}
	fiberDeny := func(c fiber.Ctx) error { c.Set("WWW-Authenticate", told); return c.SendStatus(401) }
	m, err := model.NewModelFromString("[request_definition]\nr = sub, obj, act\n[policy_definition]\np = sub, obj, act\n[role_definition]\ng = _, _\n[policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = r.sub == p.sub\n")
	if err != nil {
		t.Fatal(err)
	}
	enforcer, err := casbin.NewEnforcer(m)
	if err != nil {
		t.Fatal(err)
	}
	plain := fibercasbin.New(fibercasbin.Config{Enforcer: enforcer})
	answering := fibercasbin.New(fibercasbin.Config{Enforcer: enforcer, Unauthorized: fiberDeny})
	key := []byte("0123456789abcdef0123456789abcdef")
	expired, err := fiberpaseto.CreateToken(key, "u", -time.Hour, fiberpaseto.PurposeLocal)
	if err != nil {
		t.Fatal(err)
	}
	paseto := fiberpaseto.New(fiberpaseto.Config{SymmetricKey: key})
	return []cell{
		{name: "fiber casbin RequiresPermissions", server: serve(plain.RequiresPermissions([]string{"book:read"}))},
		{name: "fiber casbin RequiresRoles", server: serve(plain.RequiresRoles([]string{"admin"}))},
		{name: "fiber casbin RoutePermission", server: serve(plain.RoutePermission())},
		{name: "fiber casbin Unauthorized", left: told, server: serve(answering.RequiresRoles([]string{"admin"}))},
		{name: "fiber paseto, no token", status: 400, server: serve(paseto)},
		{name: "fiber paseto, bad token", status: 400, send: broken, server: serve(paseto)},
		{name: "fiber paseto, expired token", send: "Bearer " + expired, server: serve(paseto)},
		{name: "fiber paseto ErrorHandler", left: told, server: serve(fiberpaseto.New(fiberpaseto.Config{SymmetricKey: key, ErrorHandler: func(c fiber.Ctx, _ error) error { return fiberDeny(c) }}))},
	}
}

func others() []cell {
	hertz := func(h app.HandlerFunc) http.Handler {
		e := server.New()
		e.Use(h)
		e.GET("/", func(context.Context, *app.RequestContext) {})
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var sent []ut.Header
			if a := r.Header.Get("Authorization"); a != "" {
				sent = append(sent, ut.Header{Key: "Authorization", Value: a})
			}
			resp := ut.PerformRequest(e.Engine, http.MethodGet, "/", nil, sent...).Result()
			if v := string(resp.Header.Peek("WWW-Authenticate")); v != "" {
				w.Header().Set("WWW-Authenticate", v)
			}
			w.WriteHeader(resp.StatusCode())
		})
	}
	kratos := func(opts ...kratoshttp.ServerOption) http.Handler {
		key := func(*jwt.Token) (any, error) { return []byte("secret"), nil }
		s := kratoshttp.NewServer(append(opts, kratoshttp.Middleware(kratosjwt.Server(key)))...)
		s.Route("/").GET("/", func(c kratoshttp.Context) error {
			_, err := c.Middleware(func(context.Context, any) (any, error) { return nil, nil })(c, nil)
			return err
		})
		return s
	}
	hertzDeny := func(_ context.Context, c *app.RequestContext) {
		c.Header("WWW-Authenticate", told)
		c.AbortWithStatus(http.StatusUnauthorized)
	}
	encoder := kratoshttp.ErrorEncoder(func(w http.ResponseWriter, r *http.Request, _ error) { deny(w, r) })
	return []cell{
		{name: "hertz paseto", server: hertz(hertzpaseto.New())},
		{name: "hertz paseto, bad token", send: broken, server: hertz(hertzpaseto.New())},
		{name: "hertz paseto WithErrorFunc", left: told, server: hertz(hertzpaseto.New(hertzpaseto.WithErrorFunc(hertzDeny)))},
		{name: "kratos v3 jwt", server: kratos()},
		{name: "kratos v3 jwt, bad token", send: broken, server: kratos()},
		{name: "kratos v3 jwt ErrorEncoder", left: told, server: kratos(encoder)},
	}
}
