// Package grpcgateway wires handlers with grpc-gateway.
package grpcgateway

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
)

func challenge(next runtime.HandlerFunc) runtime.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, params map[string]string) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next(w, r, params)
	}
}

func Mux() (http.Handler, error) {
	mux := runtime.NewServeMux()
	if err := mux.HandlePath("GET", "/open", open); err != nil {
		return nil, err
	}
	return mux, mux.HandlePath("GET", "/inline", challenge(inline))
}

func All() http.Handler {
	mux := runtime.NewServeMux(runtime.WithMiddlewares(challenge), runtime.WithDisablePathLengthFallback())
	_ = mux.HandlePath("GET", "/all", all)
	return mux
}

func open(w http.ResponseWriter, r *http.Request, _ map[string]string) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func inline(w http.ResponseWriter, r *http.Request, _ map[string]string) {
	w.WriteHeader(http.StatusUnauthorized)
}

func all(w http.ResponseWriter, r *http.Request, _ map[string]string) {
	w.WriteHeader(http.StatusUnauthorized)
}
