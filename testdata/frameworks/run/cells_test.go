package run

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"connectrpc.com/authn"
	"github.com/ant0ine/go-json-rest/rest"
	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
	proxyauth "github.com/elazarl/goproxy/ext/auth"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/go-chi/jwtauth/v5"
	"github.com/go-chi/oauth"
	"github.com/go-fuego/fuego"
	pkgzauth "github.com/go-pkgz/auth/v2"
	"github.com/go-pkgz/auth/v2/token"
	pkgzrest "github.com/go-pkgz/rest"
	"github.com/modelcontextprotocol/go-sdk/auth"
	middleware "github.com/oapi-codegen/nethttp-middleware"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"
)

func cells() []cell {
	return slices.Concat(handlers(), frameworks())
}

const (
	bearer = "Bearer broken"
	// A token that a library takes apart before it looks for its key.
	token3 = "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ1In0.c2ln"
)

// handlers are middlewares of net/http.
func handlers() []cell {
	validate := func(context.Context, string) (any, error) { return nil, errors.New("no") }
	verify := func(context.Context, string, *http.Request) (*auth.TokenInfo, error) {
		return nil, auth.ErrInvalidToken
	}
	mcp := func(o *auth.RequireBearerTokenOptions) func(*testing.T) answer {
		return over(auth.RequireBearerToken(verify, o)(served))
	}
	ja := jwtauth.New("HS256", []byte("secret"), nil)
	refused := func(context.Context, *http.Request) (any, error) { return nil, authn.Errorf("no") }
	pkgz := func(handler http.HandlerFunc) func(*testing.T) answer {
		o := pkgzauth.Opts{SecretReader: token.SecretFunc(func(string) (string, error) { return "secret", nil })}
		if handler != nil {
			o.ErrorHandler = func(w http.ResponseWriter, r *http.Request, _ int, _ error) { handler(w, r) }
		}
		m := pkgzauth.NewService(o).Middleware()
		return over(m.Auth(served))
	}
	doc := &openapi3.T{OpenAPI: "3.0.0", Info: &openapi3.Info{Title: "t", Version: "1"}, Paths: openapi3.NewPaths(openapi3.WithPath("/", &openapi3.PathItem{Get: &openapi3.Operation{
		Responses: openapi3.NewResponses(), Security: &openapi3.SecurityRequirements{{"b": nil}},
	}})), Components: &openapi3.Components{SecuritySchemes: openapi3.SecuritySchemes{"b": {Value: openapi3.NewSecurityScheme().WithType("http").WithScheme("bearer")}}}}
	oapi := func(o middleware.Options) func(*testing.T) answer {
		o.Options.AuthenticationFunc = func(context.Context, *openapi3filter.AuthenticationInput) error { return errors.New("no") }
		return over(middleware.OapiRequestValidatorWithOptions(doc, &o)(served))
	}
	key := clerkhttp.JSONWebKey(publicKey())
	api := rest.NewApi()
	api.Use(&rest.AuthBasicMiddleware{Realm: "two words", Authenticator: func(string, string) bool { return false }})
	api.SetApp(rest.AppSimple(func(rest.ResponseWriter, *rest.Request) {}))
	return []cell{
		{row: "github.com/go-chi/jwtauth/v5.Authenticator", server: over(jwtauth.Verifier(ja)(jwtauth.Authenticator(ja)(served)))},
		{row: "github.com/go-chi/jwtauth/v5.Authenticator", send: bearer, server: over(jwtauth.Verifier(ja)(jwtauth.Authenticator(ja)(served)))},
		{row: "github.com/auth0/go-jwt-middleware/v2.New", send: bearer, server: over(jwtmiddleware.New(validate).CheckJWT(served))},
		{row: "github.com/auth0/go-jwt-middleware/v2.New", send: bearer, with: "WithCredentialsOptional", server: over(jwtmiddleware.New(validate, jwtmiddleware.WithCredentialsOptional(true)).CheckJWT(served))},
		{row: "github.com/auth0/go-jwt-middleware/v2.New", send: bearer, with: "WithErrorHandler", server: over(jwtmiddleware.New(validate, jwtmiddleware.WithErrorHandler(func(w http.ResponseWriter, r *http.Request, _ error) { deny(w, r) })).CheckJWT(served))},
		{row: "github.com/modelcontextprotocol/go-sdk/auth.RequireBearerToken", server: mcp(nil)},
		{row: "github.com/modelcontextprotocol/go-sdk/auth.RequireBearerToken", send: bearer, server: mcp(&auth.RequireBearerTokenOptions{})},
		{row: "github.com/modelcontextprotocol/go-sdk/auth.RequireBearerToken", with: "ResourceMetadataURL", left: "Bearer resource_metadata=\"https://example.com/meta\"", server: mcp(&auth.RequireBearerTokenOptions{ResourceMetadataURL: "https://example.com/meta"})},
		{row: "github.com/modelcontextprotocol/go-sdk/auth.RequireBearerToken", with: "Scopes", left: "Bearer scope=\"read\"", server: mcp(&auth.RequireBearerTokenOptions{Scopes: []string{"read"}})},
		{row: "connectrpc.com/authn.NewMiddleware", server: over(authn.NewMiddleware(refused).Wrap(served))},
		{row: "github.com/go-pkgz/rest.BasicAuth", server: over(pkgzrest.BasicAuth(func(string, string) bool { return false })(served))},
		{row: "github.com/go-pkgz/rest.BasicAuthWithUserPasswd", server: over(pkgzrest.BasicAuthWithUserPasswd("u", "p")(served))},
		{row: "github.com/go-pkgz/rest.BasicAuthWithBcryptHash", server: over(pkgzrest.BasicAuthWithBcryptHash("u", "h")(served))},
		{row: "github.com/go-pkgz/rest.BasicAuthWithArgon2Hash", server: over(pkgzrest.BasicAuthWithArgon2Hash("u", "h", "s")(served))},
		{row: "(*github.com/go-pkgz/auth/v2/middleware.Authenticator).Auth", server: pkgz(nil)},
		{row: "(*github.com/go-pkgz/auth/v2/middleware.Authenticator).Auth", with: "ErrorHandler", server: pkgz(deny)},
		{row: "github.com/oapi-codegen/nethttp-middleware.OapiRequestValidatorWithOptions", server: oapi(middleware.Options{})},
		{row: "github.com/oapi-codegen/nethttp-middleware.OapiRequestValidatorWithOptions", with: "ErrorHandler", server: oapi(middleware.Options{ErrorHandler: func(w http.ResponseWriter, _ string, _ int) { deny(w, nil) }})},
		{row: "github.com/oapi-codegen/nethttp-middleware.OapiRequestValidatorWithOptions", with: "ErrorHandlerWithOpts", server: oapi(middleware.Options{ErrorHandlerWithOpts: func(_ context.Context, _ error, w http.ResponseWriter, r *http.Request, _ middleware.ErrorHandlerOpts) {
			deny(w, r)
		}})},
		{row: "github.com/ant0ine/go-json-rest/rest.AuthBasicMiddleware", left: "Basic realm=two words", server: over(api.MakeHandler())},
		{row: "github.com/go-chi/oauth.Authorize", server: over(oauth.Authorize("secret", nil)(served))},
		{row: "(*github.com/go-chi/oauth.BearerAuthentication).Authorize", send: bearer, server: over(oauth.NewBearerAuthentication("secret", nil).Authorize(served))},
		{row: "github.com/clerk/clerk-sdk-go/v2/http.WithHeaderAuthorization", send: token3, server: over(clerkhttp.WithHeaderAuthorization(key)(served))},
		{row: "github.com/clerk/clerk-sdk-go/v2/http.RequireHeaderAuthorization", send: token3, server: over(clerkhttp.RequireHeaderAuthorization(key)(served))},
		{row: "github.com/clerk/clerk-sdk-go/v2/http.WithHeaderAuthorization", send: token3, with: "AuthorizationFailureHandler", server: over(clerkhttp.WithHeaderAuthorization(key, clerkhttp.AuthorizationFailureHandler(http.HandlerFunc(deny)))(served))},
		{row: "github.com/go-fuego/fuego.AuthWall", server: over(fuego.AuthWall("admin")(served))},
		{row: "github.com/go-fuego/fuego.AuthWallRegexp", server: over(fuego.AuthWallRegexp(regexp.MustCompile("admin"))(served))},
		{row: "github.com/go-fuego/fuego.AuthWallRegex", server: over(fuego.AuthWallRegex("admin")(served))},
		{row: "github.com/pocketbase/pocketbase/apis.RequireAuth", server: pocketbase},
		{row: "github.com/elazarl/goproxy/ext/auth.BasicUnauthorized", left: "Basic realm=two words", server: func(*testing.T) answer {
			return func(r *http.Request) (*http.Response, error) { return proxyauth.BasicUnauthorized(r, "two words"), nil }
		}},
	}
}

// publicKey is one that no token was signed for.
func publicKey() string {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// pocketbase serves one route that only callers reach.
func pocketbase(t *testing.T) answer {
	r := router.NewRouter(func(w http.ResponseWriter, r *http.Request) (*core.RequestEvent, router.EventCleanupFunc) {
		return &core.RequestEvent{Event: router.Event{Response: w, Request: r}}, nil
	})
	r.GET("/", func(e *core.RequestEvent) error { return e.NoContent(http.StatusNoContent) }).Bind(apis.RequireAuth())
	mux, err := r.BuildMux()
	if err != nil {
		t.Fatal(err)
	}
	return over(mux)(t)
}
