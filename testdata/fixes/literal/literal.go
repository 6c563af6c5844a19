// Package literal sets challenges that clients can't read.
package literal

import (
	"fmt"
	"net/http"
)

const shared = "Basic realm=shared" // want `challenge \[invalid-challenge\]`

func quoted(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Basic realm=Restricted") // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}

func raw(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic, realm="Restricted"`) // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}

func escaped(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "Basic, realm=\"Restricted\"") // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}

func constant(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", shared)
	w.WriteHeader(http.StatusUnauthorized)
}

func formatted(w http.ResponseWriter, realm string) {
	w.Header().Set("WWW-Authenticate", fmt.Sprintf("Basic, realm=%q", realm)) // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}
