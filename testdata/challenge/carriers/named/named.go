// Package named has errors and functions whose results have names. An interface asks
// for a method of that type, whatever names its results and parameters have.
package named

import (
	"errors"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

type fault struct{ code int }

func (f *fault) Error() (text string) {
	text = http.StatusText(f.code)
	return
}

func (f *fault) StatusFor(method string) (code int) {
	code = f.code
	return
}

type statuser interface {
	StatusFor(m string) int
}

type fetch func(r *http.Request) error

func (f fetch) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var s statuser
	if errors.As(f(r), &s) {
		w.WriteHeader(s.StatusFor(r.Method)) // want `401 \[missing-challenge\]: w\.WriteHeader in fetch\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

type challenged func(r *http.Request) error

// The challenge is there: silent.
func (f challenged) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var s statuser
	if errors.As(f(r), &s) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		w.WriteHeader(s.StatusFor(r.Method))
	}
}

func getPlum(r *http.Request) (err error) {
	if !known(r) {
		err = &fault{http.StatusUnauthorized}
		return
	}
	return
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.Handle("GET /plum", fetch(getPlum))
	mux.Handle("PUT /plum", challenged(getPlum))
}
