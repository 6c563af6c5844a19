package gorestful

import "net/http"

// challenged sends the challenge that fixes repeat where nothing is read.
func challenged(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="frameworks"`)
	w.WriteHeader(http.StatusUnauthorized)
}
