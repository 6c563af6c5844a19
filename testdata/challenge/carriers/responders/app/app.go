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

// What a helper returns is of a type that its caller knows.
func refused() ops.Responder { return ops.NewUnauthorized() }

func asked(r *http.Request) ops.Responder {
	if r.Header.Get("Authorization") == "" {
		return refused() // want `401 \[missing-challenge\]: refused in asked sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
	}
	return ops.NewOK()
}

func either(known bool) ops.Responder {
	if known {
		return ops.NewChallenged().WithWWWAuthenticate(`Bearer realm="api"`)
	}
	return ops.NewOK()
}

// None of these is one without a challenge: silent.
func chosen(r *http.Request) ops.Responder {
	return either(r.Header.Get("Authorization") == "")
}

// Refused is reported itself, and where it is called no more.
func Refused() ops.Responder {
	u := ops.NewUnauthorized()
	return u // want `401 \[missing-challenge\]: u in Refused sends no WWW-Authenticate: set a challenge where this is answered \(RFC 9110 §15\.5\.2\)`
}

func again(r *http.Request) ops.Responder {
	if r.Header.Get("Authorization") == "" {
		return Refused()
	}
	return ops.NewOK()
}
