// Package app returns the responders of a generated package.
package app

import (
	"net/http"

	"authstatus.test/challenge/carriers/responders/ops"
)

func made(r *http.Request) ops.Responder {
	if r.Header.Get("Authorization") == "" {
		return ops.NewUnauthorized() // want `401 \[missing-challenge\]: ops\.NewUnauthorized in made sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return ops.NewOK()
}

func filled(r *http.Request) ops.Responder {
	if r.Header.Get("Authorization") == "" {
		return ops.NewUnauthorized().WithBody("log in first") // want `401 \[missing-challenge\]: ops\.NewUnauthorized\(\)\.WithBody in filled sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return ops.NewOK()
}

// It may send one.
func challenged(r *http.Request) ops.Responder {
	if r.Header.Get("Authorization") == "" {
		return ops.NewChallenged().WithWWWAuthenticate(`Bearer realm="api"`)
	}
	return ops.NewOK()
}
