// Package nils hands nil pointers to helpers: one that selects a field from it
// panics before it answers.
package nils

import (
	"net/http"

	"authstatus.test/challenge/carriers/nils/helper"
)

// Never sent: silent.

func deny(w http.ResponseWriter, a *helper.Account) {
	w.Header().Set("X-Account", a.Name)
	w.WriteHeader(http.StatusUnauthorized)
}

func named(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		deny(w, a)
	}
}

func through(w http.ResponseWriter, a *helper.Account) { deny2(w, 401, a) }

func deny2(w http.ResponseWriter, status int, a *helper.Account) {
	if a.Parent != nil {
		w.Header().Set("X-Parent", "yes")
	}
	w.WriteHeader(status)
}

func parent(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		through(w, a)
	}
}

func imported(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		helper.Deny(w, a, http.StatusUnauthorized)
	}
}

// The helper does not return, so nothing after it is sent either.
func after(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		name(w, a)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

func name(w http.ResponseWriter, a *helper.Account) { w.Header().Set("X-Account", a.Name) }

// One of two ways selects none, and what is not nil is answered.

func refuse(w http.ResponseWriter, a *helper.Account, quiet bool) {
	if !quiet {
		w.Header().Set("X-Account", a.Name)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func quietly(w http.ResponseWriter, r *http.Request, quiet bool) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		refuse(w, a, quiet)
	}
}

func answered(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if !ok {
		helper.Answer(w, a, http.StatusUnauthorized) // want `401 \[missing-challenge\]: helper\.Answer in answered sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func present(w http.ResponseWriter, r *http.Request) {
	a, ok := r.Context().Value("account").(*helper.Account)
	if ok && a.Name == "" {
		helper.Deny(w, a, http.StatusUnauthorized) // want `401 \[missing-challenge\]: helper\.Deny in present sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for _, h := range []http.HandlerFunc{named, parent, imported, after, answered, present} {
		mux.HandleFunc("/", h)
	}
	mux.HandleFunc("/quietly", func(w http.ResponseWriter, r *http.Request) { quietly(w, r, r.FormValue("quiet") != "") })
}
