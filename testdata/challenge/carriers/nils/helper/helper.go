// Package helper answers with what it is given.
package helper

import "net/http"

// Account is one of a user.
type Account struct {
	Name   string
	Parent *Account
}

// Deny names the account.
func Deny(w http.ResponseWriter, a *Account, status int) {
	w.Header().Set("X-Account", a.Name)
	w.WriteHeader(status)
}

// Answer names it where there is one.
func Answer(w http.ResponseWriter, a *Account, status int) {
	if a != nil {
		w.Header().Set("X-Account", a.Name)
	}
	w.WriteHeader(status)
}
