// Package api asks another package who calls, and what they may.
package api

import (
	"net/http"

	"authstatus.test/choice/provenance/auth"
)

func Known(w http.ResponseWriter, r *http.Request) {
	who := auth.Of(r)
	if who == nil {
		w.WriteHeader(403) // want `403 \[want-401\]: the caller is not known \(who, line 12\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if !who.Boss {
		w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and lacks a right \(who\.Boss, line 16\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
}

func Refused(w http.ResponseWriter, r *http.Request) {
	if err := auth.Needs(auth.Of(r), "gold"); err != nil {
		w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and lacks a right \(err from auth\.Needs, line 23\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
}

func Asked(w http.ResponseWriter, r *http.Request) {
	if !auth.Of(r).Reaches("gold") {
		w.WriteHeader(401) // want `401 \[want-403\]: the caller is known and lacks a right \(auth\.Of\(r\)\.Reaches, line 30\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
}
