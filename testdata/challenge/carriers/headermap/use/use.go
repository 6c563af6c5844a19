// Package use has another package build its answers.
package use

import (
	"net/http"

	"authstatus.test/challenge/carriers/headermap/build"
)

func Get(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		build.New(w).
			Status(http.StatusUnauthorized).
			Header("X-Bad-Token", "true").
			Text("no").
			Write()
	}
}

// Silent.
func Put(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		build.New(w).
			Status(http.StatusUnauthorized).
			Header("WWW-Authenticate", `Bearer realm="use"`).
			Text("no").
			Write()
	}
}

// Silent: what the header is called is not known.
func Post(w http.ResponseWriter, r *http.Request, name string) {
	if r.Header.Get("Authorization") == "" {
		build.New(w).Status(http.StatusUnauthorized).Header(name, `Bearer realm="use"`).Write()
	}
}
