// Package gorilla wires handlers with gorilla/mux, and with httprouter.
package gorilla

import (
	"net/http"

	"github.com/gorilla/mux"
	"github.com/julienschmidt/httprouter"
)

func challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

func Routes() *mux.Router {
	r := mux.NewRouter()
	r.HandleFunc("/open", open).Methods("GET")
	api := r.PathPrefix("/api").Subrouter()
	api.HandleFunc("/early", early).Methods(http.MethodPost)
	api.Use(challenge)
	api.Path("/path").Methods("GET").HandlerFunc(path)
	api.PathPrefix("/deep").Subrouter().Handle("/er", http.HandlerFunc(deep))
	r.Handle("/some", challenge(http.HandlerFunc(some)))
	r.NotFoundHandler = challenge(http.HandlerFunc(notFound))
	r.MethodNotAllowedHandler = http.HandlerFunc(notAllowed)
	r.HandleFunc("/some/open", some).Methods(http.MethodPut)
	return r
}

func open(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func early(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func path(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func deep(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func some(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in some sends no WWW-Authenticate on the way from PUT /some/open: set a challenge there too \(RFC 9110 §15.5.2\)`
}

func around(next httprouter.Handle) httprouter.Handle {
	return func(w http.ResponseWriter, r *http.Request, ps httprouter.Params) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next(w, r, ps)
	}
}

func Other() http.Handler {
	r := httprouter.New()
	r.GET("/covered", around(covered))
	r.POST("/bare", bare)
	r.Handler("GET", "/std", challenge(http.HandlerFunc(std)))
	return r
}

func covered(w http.ResponseWriter, r *http.Request, _ httprouter.Params) {
	w.WriteHeader(http.StatusUnauthorized)
}

func bare(w http.ResponseWriter, r *http.Request, _ httprouter.Params) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in bare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func std(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func notFound(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func notAllowed(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in notAllowed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}
