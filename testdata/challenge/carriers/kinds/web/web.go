// Package web has one package choose the status and another send it. Of a table
// and of a switch only the rows count whose kind a caller gives.
package web

import (
	"net/http"

	"authstatus.test/challenge/carriers/kinds/kind"
	"authstatus.test/challenge/carriers/kinds/reply"
)

// Its callers give two kinds, none of them that of the 401: silent.
func refuse(w http.ResponseWriter, k kind.Kind) { reply.Plain(w, k.Status(), "no") }

func reject(w http.ResponseWriter, k kind.Kind) { reply.Plain(w, kind.StatusOf(k), "no") }

// Keep and Lose are silent.
func Keep(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		refuse(w, kind.Taken)
		return
	}
	reject(w, kind.Gone)
}

func Lose(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/" {
		reject(w, kind.Taken)
		return
	}
	refuse(w, kind.Gone)
}

// Of this one a caller gives that kind.
func turn(w http.ResponseWriter, k kind.Kind) {
	reply.Plain(w, k.Status(), "no") // want `401 \[missing-challenge\]: reply\.Plain in turn sends no WWW-Authenticate, chosen in kind/kind\.go:18: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Turn(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		turn(w, kind.Anonymous)
		return
	}
	turn(w, kind.Gone)
}

func away(w http.ResponseWriter, k kind.Kind) {
	reply.Plain(w, kind.StatusOf(k), "no") // want `401 \[missing-challenge\]: reply\.Plain in away sends no WWW-Authenticate, chosen in kind/kind\.go:36: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Away(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		away(w, kind.Anonymous)
		return
	}
	away(w, kind.Taken)
}
