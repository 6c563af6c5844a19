// Package alice wires handlers with alice.
package alice

import (
	"net/http"

	"github.com/julienschmidt/httprouter"
	"github.com/justinas/alice"
)

func challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

func plain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
}

func Routes() http.Handler {
	r := httprouter.New()
	all := alice.New(plain)
	in := all.Append(challenge)
	r.Handler("GET", "/covered", in.ThenFunc(covered))
	r.Handler("GET", "/bare", all.Then(http.HandlerFunc(bare)))
	return all.Then(r)
}

func covered(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func bare(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}
