// Package handled answers for a middleware that has set the challenge, if it knows the scheme.
package handled

import (
	"net/http"

	goyave "goyave.dev/goyave/v5"
	"goyave.dev/goyave/v5/auth"
)

type user struct{ name string }

type authenticator struct{ *auth.JWTAuthenticator[user] }

func (authenticator) OnUnauthorized(response *goyave.Response, _ *goyave.Request, err error) {
	response.JSON(http.StatusUnauthorized, err.Error())
}

// Nothing names this one's scheme.
type keys struct{}

func (keys) OnUnauthorized(response *goyave.Response, _ *goyave.Request, err error) {
	response.JSON(http.StatusUnauthorized, err.Error()) // want `401 \[missing-challenge\]`
}

// This is no such callback.
func (authenticator) Answer(response *goyave.Response) {
	response.JSON(http.StatusUnauthorized, "no") // want `401 \[missing-challenge\]`
}
