// Package numbers sends statuses that functions hand back as they were, or
// nearly so, and has its handlers in variables.
package numbers

import (
	"cmp"
	"net/http"
)

func orDefault(code int) int {
	if code == 0 {
		return http.StatusInternalServerError
	}
	return code
}

func clamp(code int) int {
	if code >= 600 {
		return http.StatusUnprocessableEntity
	}
	return code
}

func first(codes ...int) int {
	if len(codes) > 0 {
		return codes[0]
	}
	return http.StatusOK
}

func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

type Code int

func (c Code) Int() int { return int(c) }

const denied Code = http.StatusUnauthorized

func send(w http.ResponseWriter, code int) { w.WriteHeader(orDefault(code)) }

func one(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", orDefault(http.StatusUnauthorized)) // want `401 \[missing-challenge\]: http\.Error in one sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func two(w http.ResponseWriter, r *http.Request) {
	send(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: send in two sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func three(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(denied.Int()) // want `401 \[missing-challenge\]: w\.WriteHeader in three sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func four(w http.ResponseWriter, r *http.Request, code int) {
	w.WriteHeader(or(code, http.StatusUnauthorized)) // want `401 \[missing-challenge\]: w\.WriteHeader in four sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func five(w http.ResponseWriter, r *http.Request, code int) {
	w.WriteHeader(cmp.Or(code, http.StatusUnauthorized)) // want `401 \[missing-challenge\]: w\.WriteHeader in five sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The first is not zero.
func six(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(cmp.Or(http.StatusNotFound, http.StatusUnauthorized))
}

func seven(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(first(http.StatusUnauthorized)) // want `401 \[missing-challenge\]: w\.WriteHeader in seven sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// None of them is 401.
func eight(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(clamp(orDefault(http.StatusNotFound)))
}

var health = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in health sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
})

var _ = []struct {
	path   string
	handle func(http.ResponseWriter, *http.Request)
}{
	{"/a", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in package level sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}},
	{"/b", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		w.WriteHeader(http.StatusUnauthorized)
	}},
}
