// Package medium has choices that only words suggest: the default is silent.
package medium

import "net/http"

type User struct{ IsAdmin bool }

type sessions interface {
	Session(r *http.Request) error
	IsGuest(r *http.Request) bool
	CurrentUser(r *http.Request) *User
}

var s sessions

func Session(w http.ResponseWriter, r *http.Request) {
	if err := s.Session(r); err != nil {
		w.WriteHeader(403)
	}
}

func Guest(w http.ResponseWriter, r *http.Request) {
	if s.IsGuest(r) {
		w.WriteHeader(403)
	}
}

// One part of the condition is right, the other is not.
func Merged(w http.ResponseWriter, r *http.Request) {
	user := s.CurrentUser(r)
	if user == nil || !user.IsAdmin {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		w.WriteHeader(401)
	}
}
