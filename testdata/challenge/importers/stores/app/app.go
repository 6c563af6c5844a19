// Package app knows the interfaces, and not what implements them.
package app

import (
	"net/http"

	"authstatus.test/challenge/importers/stores"
)

type App struct {
	Store stores.Store
	Gate  stores.Gate
	Door  stores.Door
}

func (a *App) Mine(w http.ResponseWriter, r *http.Request) {
	if _, err := a.Store.Session(w, r); err != nil {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w.WriteHeader in \(\*App\).Mine sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (a *App) Gated(w http.ResponseWriter, r *http.Request) {
	if !a.Gate.Open(w, r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func (a *App) Entered(w http.ResponseWriter, r *http.Request) {
	if !a.Door.Open(w, r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
