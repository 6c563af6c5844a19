// Package web answers errors of one type in several places: each is given some kinds
// of them only.
package web

import (
	"net/http"

	"authstatus.test/challenge/carriers/fallback/fail"
)

func answer(w http.ResponseWriter, err error) {
	p := fail.As(err)
	http.Error(w, p.Error(), p.Status()) // want `401 \[missing-challenge\]`
}

func answerInternal(w http.ResponseWriter, err error) {
	p := fail.As(err)
	http.Error(w, p.Error(), p.Status())
}

func refuse(w http.ResponseWriter, err error) {
	r := fail.AsRefusal(err)
	http.Error(w, r.Error(), r.Status()) // want `401 \[missing-challenge\]`
}

func refuseInternal(w http.ResponseWriter, err error) {
	r := fail.AsRefusal(err)
	http.Error(w, r.Error(), r.Status())
}

func Enter(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Header.Get("Authorization") == "":
		answer(w, fail.Anonymous("log in"))
	case r.Header.Get("Authorization") == "x":
		refuse(w, fail.Refused())
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

func Work(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		answerInternal(w, fail.Internal(err))
		return
	}
	refuseInternal(w, fail.Broken())
}
