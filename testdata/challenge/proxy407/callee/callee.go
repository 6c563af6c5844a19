// Package callee answers 407 in functions that others call, with the header of
// the other status: that is no challenge for a 407, and none for a 401 the other
// way round.
package callee

import "net/http"

const realm = `Basic realm="tunnel"`

func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", realm)
	w.WriteHeader(http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: w\.WriteHeader in deny sends no Proxy-Authenticate: WWW-Authenticate on line 11 does not do for a 407, rename it \(RFC 9110 §15\.5\.8\)`
}

// Connect is a handler that calls it.
func Connect(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		deny(w)
		return
	}
	w.WriteHeader(http.StatusOK)
}

type tunnel struct{ secret string }

func (t tunnel) open(w http.ResponseWriter, r *http.Request) bool {
	if r.Header.Get("Proxy-Authorization") != t.secret {
		w.Header().Add("Www-Authenticate", realm)
		http.Error(w, "who are you?", http.StatusProxyAuthRequired) // want `407 \[missing-challenge\]: http\.Error in tunnel\.open sends no Proxy-Authenticate: WWW-Authenticate on line 28 does not do for a 407, rename it \(RFC 9110 §15\.5\.8\)`
		return false
	}
	return true
}

func (t tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if t.open(w, r) {
		w.WriteHeader(http.StatusOK)
	}
}

// With its own header: silent.
func refuse(w http.ResponseWriter) {
	w.Header().Set("Proxy-Authenticate", realm)
	w.WriteHeader(http.StatusProxyAuthRequired)
}

// The caller sets it: silent.
func stop(w http.ResponseWriter) { w.WriteHeader(http.StatusProxyAuthRequired) }

func Gate(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Proxy-Authorization") == "" {
		refuse(w)
		return
	}
	w.Header().Set("Proxy-Authenticate", realm)
	stop(w)
}

// A 401 with the header of a 407.
func login(w http.ResponseWriter) {
	w.Header().Set("Proxy-Authenticate", realm)
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in login sends no WWW-Authenticate: Proxy-Authenticate on line 61 does not do for a 401, rename it \(RFC 9110 §15\.5\.2\)`
}

func Login(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		login(w)
	}
}
