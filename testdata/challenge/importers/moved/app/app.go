package app

import (
	"net/http"

	"authstatus.test/challenge/importers/moved"
)

func serve(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		moved.Deny(w, http.StatusUnauthorized)
	}
}

func teapot(w http.ResponseWriter, r *http.Request) {
	moved.Deny(w, http.StatusTeapot)
}
