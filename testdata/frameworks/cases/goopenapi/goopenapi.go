// Package goopenapi has a case for every way go-openapi's runtime can send 401: without a challenge, and with one.
package goopenapi

import (
	"net/http"

	"github.com/go-openapi/errors"
	"github.com/go-openapi/runtime"
	"github.com/go-openapi/runtime/middleware"
	"github.com/go-openapi/runtime/security"
)

type Params struct{ HTTPRequest *http.Request }

func Error(Params) middleware.Responder {
	return middleware.Error(http.StatusUnauthorized, "log in first") // want `\[missing-challenge\]`
}

func ErrorChallenged(Params) middleware.Responder {
	return middleware.Error(http.StatusUnauthorized, "log in first", http.Header{"Www-Authenticate": {`Bearer realm="api"`}})
}

// What Basic authentication refuses has its challenge already.
func users(user, password string) (any, error) {
	if user != "admin" {
		return nil, errors.New(http.StatusUnauthorized, "no user %s", user)
	}
	if password != "" {
		return nil, errors.Unauthenticated("basic")
	}
	return user, nil
}

// What is refused by another scheme has none.
func tokens(token string) (any, error) {
	if token == "" {
		return nil, errors.New(http.StatusUnauthorized, "no token") // want `\[missing-challenge\]`
	}
	return token, nil
}

func Authenticators() []runtime.Authenticator {
	return []runtime.Authenticator{security.BasicAuth(users), security.APIKeyAuth("X-Key", "header", tokens)}
}

// API is as much of what go-swagger generates as takes the callbacks.
type API struct {
	BasicAuthenticator  func(security.UserPassAuthentication) runtime.Authenticator
	APIKeyAuthenticator func(string, string, security.TokenAuthentication) runtime.Authenticator
	PasswordAuth        func(string, string) (any, error)
	KeyAuth             func(string) (any, error)
}

func Configure(api *API) {
	api.PasswordAuth = func(user, password string) (any, error) {
		return nil, errors.New(http.StatusUnauthorized, "no user %s", user)
	}
	api.KeyAuth = func(string) (any, error) {
		return nil, errors.New(http.StatusUnauthorized, "no key") // want `\[missing-challenge\]`
	}
}
