// Package connect wires procedures with Connect: by hand, with interceptors, and
// behind the middleware of authn.
package connect

import (
	"context"
	"errors"
	"net/http"

	"connectrpc.com/authn"
	"connectrpc.com/connect"
	"github.com/golang-jwt/jwt/v5"
)

type text = string

type claims struct {
	jwt.RegisteredClaims
	Role string
}

var key = func(*jwt.Token) (any, error) { return []byte("k"), nil }

type callerKey struct{}

// signedIn lets only callers pass who show a token that is valid.
func signedIn(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		var c claims
		if _, err := jwt.ParseWithClaims(req.Header().Get("Authorization"), &c, key); err != nil {
			e := connect.NewError(connect.CodeUnauthenticated, err)
			e.Meta().Set("WWW-Authenticate", `Bearer realm="x"`)
			return nil, e
		}
		return next(context.WithValue(ctx, callerKey{}, &c), req)
	}
}

// logged looks at nobody.
func logged(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		return next(ctx, req)
	}
}

// guard is an interceptor with a method for each kind of procedure.
type guard struct{}

func (guard) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc { return signedIn(next) }

func (guard) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next
}

func (guard) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return next
}

type notes struct{ admins map[string]bool }

func Routes(n *notes) http.Handler {
	mux := http.NewServeMux()
	opts := []connect.HandlerOption{connect.WithInterceptors(connect.UnaryInterceptorFunc(logged), connect.UnaryInterceptorFunc(signedIn)), connect.WithReadMaxBytes(1)}
	mux.Handle("/notes.Notes/Get", connect.NewUnaryHandler("/notes.Notes/Get", n.get, opts...))
	mux.Handle("/notes.Notes/Put", connect.NewUnaryHandler("/notes.Notes/Put", n.put, connect.WithInterceptors(guard{})))
	mux.Handle("/notes.Notes/Open", connect.NewUnaryHandler("/notes.Notes/Open", n.open, connect.WithInterceptors(connect.UnaryInterceptorFunc(logged))))
	return mux
}

// Behind stands behind authn.
func Behind(n *notes) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/notes.Notes/Delete", connect.NewUnaryHandler("/notes.Notes/Delete", n.delete))
	return authn.NewMiddleware(authenticate).Wrap(mux)
}

// Halfway stands behind one that lets pass who shows nothing.
func Halfway(n *notes) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/notes.Notes/List", connect.NewUnaryHandler("/notes.Notes/List", n.list))
	return authn.NewMiddleware(perhaps).Wrap(mux)
}

func authenticate(_ context.Context, r *http.Request) (any, error) {
	token, ok := authn.BearerToken(r)
	if !ok {
		err := authn.Errorf("no token")
		err.Meta().Set("WWW-Authenticate", `Bearer realm="x"`)
		return nil, err
	}
	var c claims
	if _, err := jwt.ParseWithClaims(token, &c, key); err != nil {
		return nil, authn.Errorf("no") // want `401 \[missing-challenge\]: authn.Errorf in authenticate sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
	return &c, nil
}

func perhaps(_ context.Context, r *http.Request) (any, error) {
	token, ok := authn.BearerToken(r)
	if !ok {
		return nil, nil
	}
	var c claims
	if _, err := jwt.ParseWithClaims(token, &c, key); err != nil {
		return nil, err
	}
	return &c, nil
}

func role(ctx context.Context) string {
	c, _ := ctx.Value(callerKey{}).(*claims)
	if c == nil {
		return ""
	}
	return c.Role
}

func (n *notes) get(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	if role(ctx) != "admin" {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("admins only")) // want `401 \[want-403\]: the caller is known and lacks a role \(role\(ctx\) != "admin", line 119\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return connect.NewResponse(req.Msg), nil
}

func (n *notes) put(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	if role(ctx) != "admin" {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("admins only")) // want `401 \[want-403\]: the caller is known and lacks a role \(role\(ctx\) != "admin", line 126\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return connect.NewResponse(req.Msg), nil
}

func (n *notes) open(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	if role(ctx) != "admin" {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("admins only")) // want `401 \[want-403\]: the caller is known and lacks a role \(role\(ctx\) != "admin", line 133\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return connect.NewResponse(req.Msg), nil
}

func (n *notes) delete(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	c, _ := authn.GetInfo(ctx).(*claims)
	if c.Role != "admin" {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("admins only")) // want `401 \[want-403\]: the caller is known and lacks a role \(c.Role != "admin", line 141\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return connect.NewResponse(req.Msg), nil
}

func (n *notes) list(ctx context.Context, req *connect.Request[text]) (*connect.Response[text], error) {
	c, _ := authn.GetInfo(ctx).(*claims)
	if c == nil {
		return nil, connect.NewError(connect.CodeUnauthenticated, errors.New("log in")) // want `401 \[missing-challenge\]: connect.NewError in \(\*notes\).list sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
	return connect.NewResponse(req.Msg), nil
}

func (n *notes) watch(ctx context.Context, req *connect.Request[text], out *connect.ServerStream[text]) error {
	return connect.NewError(connect.CodePermissionDenied, errors.New("no"))
}

func Streams(n *notes) http.Handler {
	return connect.NewServerStreamHandler("/notes.Notes/Watch", n.watch, connect.WithInterceptors(connect.UnaryInterceptorFunc(signedIn)))
}
