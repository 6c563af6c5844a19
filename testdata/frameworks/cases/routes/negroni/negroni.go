// Package negroni wires handlers with negroni.
package negroni

import (
	"net/http"

	"github.com/urfave/negroni/v3"
)

func challenge(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	next(w, r)
}

type plain struct{}

func (plain) ServeHTTP(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) { next(w, r) }

func Routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/covered", covered)
	n := negroni.New(negroni.NewRecovery(), plain{})
	n.UseFunc(challenge)
	n.UseHandler(mux)
	return n
}

func Bare() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/bare", bare)
	n := negroni.New(plain{})
	n.UseHandler(mux)
	return n
}

func covered(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func bare(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}
