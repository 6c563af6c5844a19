// Package initial has handlers in the initial values of its variables, which
// belong to no function.
package initial

import "net/http"

type table struct {
	name    string
	handler func(http.ResponseWriter, *http.Request)
}

func made(f func() http.HandlerFunc) http.HandlerFunc { return f() }

func with(realm string, f func(string)) int { f(realm); return len(realm) }

var realm = "api"

var handler = made(func() http.HandlerFunc {
	status := http.StatusUnauthorized
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
	}
})

var counted = with(realm, func(s string) {
	other := s + realm
	func() { _ = other }()
})

var tables = []table{{"a", func(w http.ResponseWriter, r *http.Request) {
	code := http.StatusUnauthorized
	answer := func() { w.WriteHeader(code) } // want `401 \[missing-challenge\]: w\.WriteHeader in tables sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	answer()
}}}
