// Package medium has choices that only words suggest: the default is silent.
package medium

import "net/http"

type sessions interface {
	Session(r *http.Request) error
	IsAnonymous(r *http.Request) bool
}

var s sessions

func Session(w http.ResponseWriter, r *http.Request) {
	if err := s.Session(r); err != nil {
		w.WriteHeader(403)
	}
}

func Anonymous(w http.ResponseWriter, r *http.Request) {
	if s.IsAnonymous(r) {
		w.WriteHeader(403)
	}
}
