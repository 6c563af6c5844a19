package web

import (
	"net/http"

	"authstatus.test/challenge/carriers/nested/kit"
)

var (
	errSession = kit.New("session", http.StatusUnauthorized)
	errGone    = kit.New("gone", http.StatusGone)
)

func session(r *http.Request) kit.Failure {
	if r.Header.Get("X-Session-Token") == "" {
		return errSession
	}
	return nil
}

func gone(r *http.Request) kit.Failure {
	if r.URL.Path == "" {
		return errGone
	}
	return nil
}

func Profile(w http.ResponseWriter, r *http.Request) {
	if err := session(r); err != nil {
		w.WriteHeader(new(kit.Flow).Failed(err).Status()) // want `401 \[missing-challenge\]: w\.WriteHeader in Profile sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func Embedded(w http.ResponseWriter) {
	w.WriteHeader(kit.Embed(errSession).Status()) // want `401 \[missing-challenge\]: w\.WriteHeader in Embedded sends no WWW-Authenticate: set a challenge before it`
}

func Gone(w http.ResponseWriter, r *http.Request) {
	if err := gone(r); err != nil {
		w.WriteHeader(new(kit.Flow).Failed(err).Status())
	}
}

func Challenged(w http.ResponseWriter, r *http.Request) {
	if err := session(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kit"`)
		w.WriteHeader(new(kit.Flow).Failed(err).Status())
	}
}
