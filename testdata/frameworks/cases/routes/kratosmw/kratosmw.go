// Package kratosmw wires a service with Kratos' middlewares, as its generator does.
package kratosmw

import (
	"context"

	"github.com/go-kratos/kratos/v2/errors"
	"github.com/go-kratos/kratos/v2/middleware"
	"github.com/go-kratos/kratos/v2/middleware/selector"
	"github.com/go-kratos/kratos/v2/transport"
	"github.com/go-kratos/kratos/v2/transport/http"
	"github.com/golang-jwt/jwt/v5"
)

type callerKey struct{}

type claims struct {
	jwt.RegisteredClaims
	Role string
}

// signedIn lets only callers pass who show a token that is valid.
func signedIn(key jwt.Keyfunc) middleware.Middleware {
	return func(handler middleware.Handler) middleware.Handler {
		return func(ctx context.Context, req any) (any, error) {
			tr, ok := transport.FromServerContext(ctx)
			if !ok {
				return nil, errors.InternalServer("", "")
			}
			var c claims
			if _, err := jwt.ParseWithClaims(tr.RequestHeader().Get("Authorization"), &c, key); err != nil {
				tr.ReplyHeader().Set("WWW-Authenticate", `Bearer realm="x"`)
				return nil, errors.Unauthorized("TOKEN", "no")
			}
			return handler(context.WithValue(ctx, callerKey{}, &c), req)
		}
	}
}

func open() selector.MatchFunc {
	list := map[string]struct{}{}
	list["/notes.Notes/Login"] = struct{}{}
	return func(ctx context.Context, operation string) bool {
		if _, ok := list[operation]; ok {
			return false
		}
		return true
	}
}

// service is what the generator declares.
type service interface {
	List(context.Context) (any, error)
	Login(context.Context) (any, error)
	Drop(context.Context) (any, error)
	Put(context.Context) (any, error)
	Admin(context.Context) (any, error)
}

type notes struct{}

func Matched(key jwt.Keyfunc, n *notes) *http.Server {
	srv := http.NewServer(http.Middleware(selector.Server(signedIn(key)).Match(open()).Build()))
	r := srv.Route("/")
	r.GET("/notes", list(n))
	r.POST("/login", login(n))
	r.GET("/bare", bare)
	return srv
}

func Listed(key jwt.Keyfunc, n *notes) *http.Server {
	srv := http.NewServer(http.Middleware(selector.Server(signedIn(key)).Path("/notes.Notes/Drop").Prefix("/admin.").Build()))
	r := srv.Route("/")
	r.DELETE("/notes", drop(n))
	r.PUT("/notes", put(n))
	r.GET("/admin", admin(n))
	return srv
}

func list(n service) func(http.Context) error {
	return func(ctx http.Context) error {
		http.SetOperation(ctx, "/notes.Notes/List")
		h := ctx.Middleware(func(ctx context.Context, req any) (any, error) { return n.List(ctx) })
		out, err := h(ctx, nil)
		if err != nil {
			return err
		}
		return ctx.Result(200, out)
	}
}

func login(n service) func(http.Context) error {
	return func(ctx http.Context) error {
		http.SetOperation(ctx, "/notes.Notes/Login")
		h := ctx.Middleware(func(ctx context.Context, req any) (any, error) { return n.Login(ctx) })
		out, err := h(ctx, nil)
		if err != nil {
			return err
		}
		return ctx.Result(200, out)
	}
}

func drop(n service) func(http.Context) error {
	return func(ctx http.Context) error {
		http.SetOperation(ctx, "/notes.Notes/Drop")
		h := ctx.Middleware(func(ctx context.Context, req any) (any, error) { return n.Drop(ctx) })
		out, err := h(ctx, nil)
		if err != nil {
			return err
		}
		return ctx.Result(200, out)
	}
}

func put(n service) func(http.Context) error {
	return func(ctx http.Context) error {
		http.SetOperation(ctx, "/notes.Notes/Put")
		h := ctx.Middleware(func(ctx context.Context, req any) (any, error) { return n.Put(ctx) })
		out, err := h(ctx, nil)
		if err != nil {
			return err
		}
		return ctx.Result(200, out)
	}
}

func admin(n service) func(http.Context) error {
	return func(ctx http.Context) error {
		http.SetOperation(ctx, "/admin.Admin/Get")
		h := ctx.Middleware(func(ctx context.Context, req any) (any, error) { return n.Admin(ctx) })
		out, err := h(ctx, nil)
		if err != nil {
			return err
		}
		return ctx.Result(200, out)
	}
}

// bare runs no middlewares.
func bare(ctx http.Context) error {
	return ctx.String(401, "no") // want `401 \[missing-challenge\]: ctx.String in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

// caller is who asks.
func caller(ctx context.Context) *claims {
	c, _ := ctx.Value(callerKey{}).(*claims)
	return c
}

func (n *notes) List(ctx context.Context) (any, error) {
	if caller(ctx).Role != "reader" {
		return nil, errors.Unauthorized("ROLE", "readers only") // want `401 \[want-403\]: the caller is known and lacks a role \(caller\(ctx\).Role != "reader", line 152\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return nil, nil
}

func (n *notes) Drop(ctx context.Context) (any, error) {
	if caller(ctx).Role != "admin" {
		return nil, errors.Unauthorized("ROLE", "admins only") // want `401 \[want-403\]: the caller is known and lacks a role \(caller\(ctx\).Role != "admin", line 159\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return nil, nil
}

func (n *notes) Admin(ctx context.Context) (any, error) {
	if caller(ctx).Role != "admin" {
		return nil, errors.Unauthorized("ROLE", "admins only") // want `401 \[want-403\]: the caller is known and lacks a role \(caller\(ctx\).Role != "admin", line 166\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return nil, nil
}

func (n *notes) Put(ctx context.Context) (any, error) { return nil, nil }

func (n *notes) Login(ctx context.Context) (any, error) { return nil, nil }
