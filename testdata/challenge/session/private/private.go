// Package private reads nothing but a session cookie and names a scheme of
// its own in every 401: silent.
package private

import "net/http"

var sessions = map[string]string{}

func user(r *http.Request) string {
	ck, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return sessions[ck.Value]
}

func deny(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Session realm="site"`)
	http.Error(w, "log in first", http.StatusUnauthorized)
}

// Profile answers 401 through deny.
func Profile(w http.ResponseWriter, r *http.Request) {
	if user(r) == "" {
		deny(w)
	}
}

// Settings does too.
func Settings(w http.ResponseWriter, r *http.Request) {
	if user(r) == "" {
		deny(w)
	}
}
