// Package basic reads Basic credentials and nothing else.
package basic

import "net/http"

func serve(w http.ResponseWriter, r *http.Request) {
	user, password, ok := r.BasicAuth()
	if !ok || user != "admin" || password != "secret" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
