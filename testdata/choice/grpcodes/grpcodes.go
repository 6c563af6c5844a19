// Package grpcodes is a service that speaks gRPC alone: its codes are chosen for
// the right and for the wrong reason.
package grpcodes

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"

	"github.com/golang-jwt/jwt/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

type claims struct {
	jwt.RegisteredClaims
	Role string
}

type gate struct {
	key   []byte
	roles map[string][]string
}

func (g *gate) verify(token string) (*claims, error) {
	c := &claims{}
	if _, err := jwt.ParseWithClaims(token, c, func(*jwt.Token) (any, error) { return g.key, nil }); err != nil {
		return nil, err
	}
	return c, nil
}

// What an interceptor asks: is there a token, is it good, may its owner do that.
func (g *gate) Wrong(ctx context.Context, method string) error {
	md, ok := metadata.FromIncomingContext(ctx)
	if !ok {
		return status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: no credentials were sent \(ok from metadata\.FromIncomingContext, line 38\), so the caller is not authenticated: return Unauthenticated \(RFC 9110 §15\.5\.2\)`
	}
	values := md["authorization"]
	if len(values) == 0 {
		return status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: no credentials were sent \(values, line 43\), so the caller is not authenticated: return Unauthenticated`
	}
	c, err := g.verify(values[0])
	if err != nil {
		return status.Errorf(codes.PermissionDenied, "no: %v", err) // want `403 \[want-401\]: the token failed verification \(err from g\.verify, line 46\), so the caller is not authenticated: return Unauthenticated`
	}
	for _, role := range g.roles[method] {
		if role == c.Role {
			return nil
		}
	}
	return status.Error(codes.Unauthenticated, "no") // want `401 \[want-403\]: the caller is known and lacks a role \(role == c\.Role, line 51\): return PermissionDenied \(RFC 9110 §15\.5\.4\)`
}

func (g *gate) Right(ctx context.Context, method string) error {
	md, ok := metadata.FromIncomingContext(ctx)
	if !ok {
		return status.Error(codes.Unauthenticated, "no")
	}
	c, err := g.verify(strings.Join(md.Get("authorization"), ""))
	if err != nil {
		return status.Error(codes.Unauthenticated, "no")
	}
	for _, role := range g.roles[method] {
		if role == c.Role {
			return nil
		}
	}
	return status.Error(codes.PermissionDenied, "no")
}

// What is read beside credentials may be asked for by any policy.
func (g *gate) Region(ctx context.Context) error {
	md, ok := metadata.FromIncomingContext(ctx)
	if !ok {
		return status.Error(codes.PermissionDenied, "no")
	}
	if md.Get("x-region")[0] != "eu" {
		return status.Error(codes.PermissionDenied, "no")
	}
	if _, err := g.verify(md.Get("authorization")[0]); err != nil {
		return status.Error(codes.Unauthenticated, "no")
	}
	return nil
}

type key struct{}

func (g *gate) identify(ctx context.Context) (context.Context, error) {
	md, _ := metadata.FromIncomingContext(ctx)
	sent := md.Get("authorization")
	if len(sent) != 1 {
		return nil, errors.New("one, please")
	}
	c, err := g.verify(strings.TrimPrefix(sent[0], "Bearer "))
	if err != nil {
		return nil, err
	}
	return context.WithValue(ctx, key{}, c), nil
}

func from(ctx context.Context) (*claims, bool) {
	c, ok := ctx.Value(key{}).(*claims)
	return c, ok
}

type note struct{ owner, text string }

type Notes struct {
	gate  *gate
	notes map[string]*note
}

// A message of the request is compared with who asks; what is found with it too.
func (n *Notes) Get(ctx context.Context, req *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	c, ok := from(ctx)
	if !ok {
		return nil, status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: the caller is not known \(ok from from, line 119\), so the caller is not authenticated: return Unauthenticated`
	}
	if found := n.notes[req.GetValue()]; found.owner != c.Subject {
		return nil, status.Error(codes.Unauthenticated, "no") // want `401 \[want-403\]: the caller is known and does not own the resource \(found\.owner != c\.Subject, line 123\): return PermissionDenied`
	}
	if req.Value != c.Subject {
		return nil, status.Error(codes.PermissionDenied, "no")
	}
	return req, nil
}

var (
	errNone   = status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: the caller is not known \(ok from from, line 139\), so the caller is not authenticated: respond 401 with a challenge`
	errOthers = status.Error(codes.Unauthenticated, "no")  // want `401 \[want-403\]: the caller is known and does not own the resource \(req\.GetValue\(\) != c\.Subject, line 143\): respond 403`
)

// An error of the package, a helper and a variable bring the code as well.
func (n *Notes) Put(ctx context.Context, req *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	c, ok := from(ctx)
	if !ok {
		return nil, errNone
	}
	if req.GetValue() != c.Subject {
		return nil, errOthers
	}
	ctx, err := n.gate.identify(ctx)
	if err != nil {
		return nil, denied("no") // want `403 \[want-401\]: the credentials were rejected \(err from n\.gate\.identify, line 146\), so the caller is not authenticated: respond 401 with a challenge`
	}
	code := codes.OK
	if c.Role != "writer" {
		code = codes.Unauthenticated // want `401 \[want-403\]: the caller is known and lacks a role \(c\.Role != "writer", line 151\): return PermissionDenied`
	}
	if code != codes.OK {
		return nil, status.New(code, "no").Err()
	}
	return req, ctx.Err()
}

func denied(text string) error { return status.Error(codes.PermissionDenied, text) }

// Whom a certificate names the handshake has verified.
func (n *Notes) Peer(_ context.Context, with *tls.ConnectionState) error {
	for _, sent := range with.PeerCertificates {
		if _, ok := n.notes[sent.Subject.CommonName]; !ok {
			return status.Error(codes.PermissionDenied, "no")
		}
		for _, name := range sent.DNSNames {
			if _, ok := n.notes[name]; !ok {
				return status.Error(codes.Unauthenticated, "no") // want `401 \[want-403\]: the caller is known and lacks a right \(n\.notes.name., line 169\): return PermissionDenied`
			}
		}
	}
	return nil
}

var (
	ErrBadToken = errors.New("bad token")
	ErrNotOwner = errors.New("not the owner")
)

// A table and a switch over errors, also over one that wraps what is not in view.
var byError = map[error]codes.Code{
	ErrBadToken: codes.PermissionDenied, // want `403 \[want-401\]: the credentials were rejected \(ErrBadToken, line 184\), so the caller is not authenticated: return Unauthenticated`
	ErrNotOwner: codes.PermissionDenied,
}

func toStatus(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrBadToken):
		return status.Error(codes.Unauthenticated, err.Error())
	case errors.Is(err, ErrNotOwner):
		return status.Error(codes.Unauthenticated, err.Error()) // want `401 \[want-403\]: the caller is known and is not the owner \(ErrNotOwner, line 194\): return PermissionDenied`
	}
	return status.Error(codes.Internal, "no")
}

func (n *Notes) Rename(ctx context.Context, _ *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	return nil, status.Error(byError[ctx.Err()], "no")
}

func (n *Notes) Delete(ctx context.Context, _ *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
	return nil, toStatus(errors.Join(errors.New("delete"), ctx.Err()))
}

// hooks are what a server is made with, and no webhook.
type hooks struct {
	received func(ctx context.Context) error
}

func (g *gate) TokenHooks() *hooks {
	return &hooks{received: func(ctx context.Context) error {
		md, _ := metadata.FromIncomingContext(ctx)
		if _, err := g.verify(strings.Join(md.Get("authorization"), "")); err != nil {
			return status.Error(codes.PermissionDenied, "no") // want `403 \[want-401\]: the token failed verification`
		}
		return nil
	}}
}

// Whom another service refuses for a permission, that knows.
func (n *Notes) Share(err error) error {
	switch status.Code(err) {
	case codes.OK:
		return nil
	case codes.PermissionDenied:
		return status.Error(codes.Unauthenticated, "no") // want `401 \[want-403\]: the caller is known and lacks a permission \(codes\.PermissionDenied, line 228\): return PermissionDenied \(RFC 9110 §15\.5\.4\)`
	case codes.Unauthenticated:
		return status.Error(codes.Unauthenticated, "no")
	}
	return status.Error(codes.Internal, "no")
}

func (n *Notes) Lend(err error) error {
	if status.Code(err) == codes.PermissionDenied {
		return status.Error(codes.PermissionDenied, "no")
	}
	return nil
}
