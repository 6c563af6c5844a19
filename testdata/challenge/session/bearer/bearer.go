// Package bearer accepts a cookie or a bearer token: a registered scheme fits.
package bearer

import (
	"net/http"
	"strings"
)

func token(r *http.Request) string {
	if ck, err := r.Cookie("access_token"); err == nil {
		return ck.Value
	}
	tok, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return tok
}

// Handler answers 401 without a challenge.
func Handler(valid func(string) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !valid(token(r)) {
			http.Error(w, "invalid token", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in Handler sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		}
	}
}
