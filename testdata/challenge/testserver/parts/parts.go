// Package parts has a double in two files, and a server that is no double though
// a function starts it for tests.
package parts

import "net/http"

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// A double that the other file starts: silent.
type double struct{}

func (double) ServeHTTP(w http.ResponseWriter, r *http.Request) { refuse(w) }

func refuse(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) }

// App serves people too.
type App struct{}

func (App) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in App\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Serve serves them.
func Serve() error { return http.ListenAndServe(":8080", App{}) }
