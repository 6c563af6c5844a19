package stored

import "net/http"

type validator func(w http.ResponseWriter, r *http.Request) bool

type guard struct {
	valid validator
	own   validator
	given validator
}

// GivenGuard takes one from elsewhere, which may do anything.
func GivenGuard(v func(http.ResponseWriter, *http.Request) bool) *guard {
	return &guard{
		valid: func(_ http.ResponseWriter, r *http.Request) bool { return r.Header.Get("X-API-Key") == "secret" },
		own:   challenged,
		given: v,
	}
}

func challenged(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	return r.Header.Get("Authorization") != ""
}

func (g *guard) Valid(w http.ResponseWriter, r *http.Request) {
	if !g.valid(w, r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in \(\*guard\).Valid sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
}

func (g *guard) Own(w http.ResponseWriter, r *http.Request) {
	if !g.own(w, r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func (g *guard) Given(w http.ResponseWriter, r *http.Request) {
	if !g.given(w, r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
