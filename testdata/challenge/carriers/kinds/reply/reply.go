// Package reply sends what it is given.
package reply

import "net/http"

// Plain sends a status with a text.
func Plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(status)
	w.Write([]byte(text))
}
