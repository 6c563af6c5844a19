// Package gokit wires endpoints with go-kit.
package gokit

import (
	"context"
	"net/http"

	"github.com/go-kit/kit/auth/jwt"
	"github.com/go-kit/kit/endpoint"
	kithttp "github.com/go-kit/kit/transport/http"
	gojwt "github.com/golang-jwt/jwt/v4"
)

// status is an error that knows its status.
type status struct{ code int }

func (s *status) Error() string   { return http.StatusText(s.code) }
func (s *status) StatusCode() int { return s.code }

type callerKey struct{}

type user struct {
	gojwt.StandardClaims
	Role string
}

// signedIn lets only callers pass whose token is valid.
func signedIn(key gojwt.Keyfunc) endpoint.Middleware {
	return func(next endpoint.Endpoint) endpoint.Endpoint {
		return func(ctx context.Context, request any) (any, error) {
			token, _ := ctx.Value(kithttp.ContextKeyRequestAuthorization).(string)
			var u user
			if _, err := gojwt.ParseWithClaims(token, &u, key); err != nil {
				return nil, &status{http.StatusUnauthorized} // want `401 \[missing-challenge\]: &status\{…\} in signedIn sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
			}
			return next(context.WithValue(ctx, callerKey{}, &u), request)
		}
	}
}

func logged(next endpoint.Endpoint) endpoint.Endpoint {
	return func(ctx context.Context, request any) (any, error) { return next(ctx, request) }
}

type endpoints struct{ Get, Put, Open, Parsed endpoint.Endpoint }

func newEndpoints(key gojwt.Keyfunc) endpoints {
	return endpoints{
		Get:    endpoint.Chain(logged, signedIn(key))(makeGet()),
		Put:    signedIn(key)(put),
		Open:   logged(open),
		Parsed: jwt.NewParser(nil, gojwt.SigningMethodHS256, jwt.StandardClaimsFactory)(parsed),
	}
}

func Handler(key gojwt.Keyfunc) http.Handler {
	mux := http.NewServeMux()
	es := newEndpoints(key)
	mux.Handle("GET /get", kithttp.NewServer(es.Get, decode, kithttp.EncodeJSONResponse, kithttp.ServerBefore(kithttp.PopulateRequestContext)))
	mux.Handle("PUT /put", kithttp.NewServer(es.Put, decode, kithttp.EncodeJSONResponse))
	mux.Handle("GET /open", kithttp.NewServer(es.Open, decode, kithttp.EncodeJSONResponse))
	mux.Handle("GET /parsed", kithttp.NewServer(es.Parsed, decode, kithttp.EncodeJSONResponse))
	return mux
}

func decode(context.Context, *http.Request) (any, error) { return nil, nil }

func makeGet() endpoint.Endpoint {
	return func(ctx context.Context, request any) (any, error) {
		u := ctx.Value(callerKey{}).(*user)
		if u.Role != "admin" {
			return nil, &status{http.StatusUnauthorized} // want `401 \[want-403\]: the caller is known and lacks a role \(u.Role != "admin", line 71\): respond 403 \(RFC 9110 §15.5.4\)`
		}
		return u, nil
	}
}

func put(ctx context.Context, request any) (any, error) {
	u := ctx.Value(callerKey{}).(*user)
	if u.Role != "admin" {
		return nil, &status{http.StatusUnauthorized} // want `401 \[want-403\]: the caller is known and lacks a role \(u.Role != "admin", line 80\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return u, nil
}

func open(ctx context.Context, request any) (any, error) {
	u, _ := ctx.Value(callerKey{}).(*user)
	if u == nil {
		return nil, &status{http.StatusUnauthorized} // want `401 \[missing-challenge\]: &status\{…\} in open sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15.5.2\)`
	}
	return u, nil
}

func parsed(ctx context.Context, request any) (any, error) {
	return ctx.Value(jwt.JWTClaimsContextKey), nil
}
