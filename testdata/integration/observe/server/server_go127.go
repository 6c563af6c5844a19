//go:build go1.27

package server

import "net/http"

func inTestServer(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(401) // seen: TestNewTestServer
}
