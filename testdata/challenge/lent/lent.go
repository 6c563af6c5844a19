// Package lent hands closures to helpers, which call them.
package lent

import (
	"fmt"
	"net/http"
	"time"
)

// The helper chooses the status, the closure of its caller answers.
func refuse(fail func(int)) {
	fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in refuse sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getKiln(w http.ResponseWriter, r *http.Request) {
	fail := func(code int) {
		w.WriteHeader(code)
	}
	if r.Header.Get("Authorization") == "" {
		refuse(fail)
		return
	}
	fail(http.StatusNotFound)
}

// A literal on the spot, behind a condition of the helper.
func require(r *http.Request, fail func(code int, text string)) bool {
	if r.Header.Get("Authorization") == "" {
		fail(http.StatusUnauthorized, "log in first") // want `401 \[missing-challenge\]: fail in require sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return false
	}
	return true
}

func putKiln(w http.ResponseWriter, r *http.Request) {
	if !require(r, func(code int, text string) { http.Error(w, text, code) }) {
		return
	}
	fmt.Fprintln(w, "stored")
}

// The closure has a status of its own.
func unless(ok bool, deny func()) {
	if !ok {
		deny()
	}
}

func dropKiln(w http.ResponseWriter, r *http.Request) {
	unless(r.Header.Get("Authorization") != "", func() {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in dropKiln sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	})
}

// It is handed on once more.
func through(r *http.Request, fail func(int)) {
	if r.Header.Get("Authorization") == "" {
		refuse(fail)
	}
}

func listKilns(w http.ResponseWriter, r *http.Request) {
	through(r, func(code int) { w.WriteHeader(code) })
}

// What takes the response beside the closure knows nothing of the 401.
func guarded(w http.ResponseWriter, r *http.Request, fail func(http.ResponseWriter, int)) {
	if r.Header.Get("Authorization") == "" {
		fail(w, http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in guarded sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	fmt.Fprintln(w, "come in")
}

func openKiln(w http.ResponseWriter, r *http.Request) {
	guarded(w, r, func(w http.ResponseWriter, code int) { w.WriteHeader(code) })
}

// Silent: the closure sets the challenge.
func readKiln(w http.ResponseWriter, r *http.Request) {
	refuse(func(code int) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
		w.WriteHeader(code)
	})
}

// Silent: its caller has set one.
func heatKiln(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
	refuse(func(code int) { w.WriteHeader(code) })
}

// Silent: the helper sets it before it calls.
func prepared(w http.ResponseWriter, fail func(int)) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="kilns"`)
	fail(http.StatusUnauthorized)
}

func coolKiln(w http.ResponseWriter, r *http.Request) {
	prepared(w, func(code int) { w.WriteHeader(code) })
}

// Silent: here the helper has another status.
func missing(fail func(int)) {
	fail(http.StatusNotFound)
}

func findKiln(w http.ResponseWriter, r *http.Request) {
	missing(func(code int) { w.WriteHeader(code) })
}

// Silent: what comes from elsewhere is not in reach.
func responder(w http.ResponseWriter) func(int) {
	return func(code int) { w.WriteHeader(code) }
}

func sellKiln(w http.ResponseWriter, r *http.Request) {
	refuse(responder(w))
}

// Silent: the helper keeps it for later, when the response is gone.
func later(fail func(int)) {
	time.AfterFunc(time.Second, func() { fail(http.StatusUnauthorized) })
}

func auctionKiln(w http.ResponseWriter, r *http.Request) {
	later(func(code int) { w.WriteHeader(code) })
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /kiln": getKiln, "PUT /kiln": putKiln, "DELETE /kiln": dropKiln, "GET /kilns": listKilns, "POST /kiln": openKiln,
		"GET /read": readKiln, "PUT /heat": heatKiln, "PUT /cool": coolKiln, "GET /find": findKiln, "POST /sale": sellKiln, "POST /auction": auctionKiln,
	} {
		mux.HandleFunc(pattern, h)
	}
}

// A declared function is handed on as a literal is.
func plainly(w http.ResponseWriter, code int, text string) {
	w.WriteHeader(code)
	fmt.Fprintln(w, text)
}

// Near: this one sets the challenge.
func rightly(w http.ResponseWriter, code int, text string) {
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="kiln"`)
	}
	w.WriteHeader(code)
	fmt.Fprintln(w, text)
}

func answered(w http.ResponseWriter, r *http.Request, answer func(w http.ResponseWriter, code int, text string)) bool {
	if r.Header.Get("Authorization") == "" {
		answer(w, http.StatusUnauthorized, "log in first") // want `401 \[missing-challenge\]: answer in answered sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return true
	}
	return false
}

func oven(w http.ResponseWriter, r *http.Request) bool { return answered(w, r, plainly) }

func getOven(w http.ResponseWriter, r *http.Request) {
	if oven(w, r) {
		return
	}
	fmt.Fprintln(w, "hot")
}

func putOven(w http.ResponseWriter, r *http.Request) {
	if answered(w, r, rightly) {
		return
	}
	fmt.Fprintln(w, "stored")
}
