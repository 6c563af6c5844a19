// Package api adds a code of its own to the table of another package.
package api

import (
	"net/http"

	"authstatus.test/challenge/carriers/registered/codes"
)

var expired = codes.Register(codes.Descriptor{Name: "expired", Status: http.StatusUnauthorized})

func Get(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		codes.Serve(w, codes.Login) // reported with what serves it
		return
	}
	codes.Serve(w, expired)
}
