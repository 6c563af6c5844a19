// Package mixed answers one check in two ways.
package mixed

import "net/http"

type box struct{}

func (box) mayOpen(r *http.Request) bool { return len(r.URL.Path) > 3 }

var b box

func send(w http.ResponseWriter, status int) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	w.WriteHeader(status)
}

func One(w http.ResponseWriter, r *http.Request) {
	if !b.mayOpen(r) {
		send(w, 403)
	}
}

func Two(w http.ResponseWriter, r *http.Request) {
	if !b.mayOpen(r) {
		send(w, 403)
	}
}

func Three(w http.ResponseWriter, r *http.Request) {
	if !b.mayOpen(r) {
		send(w, 401) // want `401 \[mixed-status\]: the same check \(\(mixed\.box\)\.mayOpen\) is answered with 403 in line 21 of mixed\.go, and with 401 here: most places send the other`
	}
}
