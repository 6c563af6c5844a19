package app

import (
	"net/http"

	"authstatus.test/challenge/importers/ignored"
)

func deny(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		ignored.Deny(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: ignored\.Deny in deny sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func refuse(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		ignored.Refuse(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: ignored\.Refuse in refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func vouched(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		ignored.Vouched(w, http.StatusUnauthorized)
	}
}

func turn(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		ignored.Turn(w, http.StatusUnauthorized) // want `^401 \[missing-challenge\]: ignored\.Turn in turn sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

func send(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		ignored.Send(w, http.StatusUnauthorized)
	}
}
