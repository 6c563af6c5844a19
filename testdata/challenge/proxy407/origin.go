package proxy407

import (
	"net/http"
	"strings"
)

// A proxy that answers as an origin would: clients never send it credentials.
type forward struct{ secret string }

func (f forward) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !f.knows(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in forward\.ServeHTTP answers for want of Proxy-Authorization, which clients send only after 407 with Proxy-Authenticate: respond 407 with it \(RFC 9110 §15\.5\.8\)`
		return
	}
	r.Header.Del("Proxy-Authorization")
	w.WriteHeader(http.StatusOK)
}

func (f forward) knows(r *http.Request) bool {
	return strings.TrimPrefix(r.Header.Get("Proxy-Authorization"), "Basic ") == f.secret
}

// A helper that such code calls.
func sendAway(w http.ResponseWriter) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in sendAway answers for want of Proxy-Authorization, which clients send only after 407 with Proxy-Authenticate: respond 407 with it \(RFC 9110 §15\.5\.8\)`
}

func away(w http.ResponseWriter, r *http.Request) {
	if r.Header["Proxy-Authorization"] == nil {
		sendAway(w)
	}
}

// One that takes the field away, and asks for credentials of its own.
func gateway(w http.ResponseWriter, r *http.Request) {
	r.Header.Del("Proxy-Authorization")
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in gateway sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// One that takes either.
func either(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" && r.Header.Get("Proxy-Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in either sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}
