package testserver

import "net/http"

// A server's own handler, in a file that starts no test server.
func handler(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `^401 \[missing-challenge\]: w\.WriteHeader in handler sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}
