// Package shop has errors answered.
package shop

import (
	"net/http"

	"authstatus.test/challenge/rendered/fault"
	"authstatus.test/challenge/rendered/render"
)

// Name may get an error that renders itself, where it is reported.
func Name(store fault.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, err := store.Name(r.Context(), r.PathValue("id"))
		if err != nil {
			render.Error(w, err)
			return
		}
		w.Write([]byte(name))
	}
}

// Alias gets one that is asked for its status.
func Alias(store fault.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, err := store.Alias(r.Context(), r.PathValue("id"))
		if err != nil {
			render.Error(w, err) // want `401 \[missing-challenge\]: render\.Error in Alias sends no WWW-Authenticate, chosen in fault/fault\.go:51: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.Write([]byte(name))
	}
}
