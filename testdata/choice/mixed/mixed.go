// Package mixed answers one check in two ways.
package mixed

import "net/http"

type box struct{}

func (box) mayOpen(r *http.Request) bool { return len(r.URL.Path) > 3 }

func (box) mayClose(r *http.Request) bool { return len(r.URL.Path) > 4 }

func (box) mayPeek(r *http.Request) bool { return len(r.URL.Path) > 5 }

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

// Who asks tells these two apart.
func Apart(w http.ResponseWriter, r *http.Request, isLoggedIn bool) {
	if isLoggedIn {
		if !b.mayClose(r) {
			send(w, 403)
		}
	} else {
		if !b.mayClose(r) {
			send(w, 401)
		}
	}
}

// Beside another condition it is another check.
func Compound(w http.ResponseWriter, r *http.Request) {
	if !b.mayPeek(r) && r.Method == "PUT" {
		send(w, 401)
	}
	if !b.mayPeek(r) {
		send(w, 403)
	}
}

func Three(w http.ResponseWriter, r *http.Request) {
	if !b.mayOpen(r) {
		send(w, 401) // want `401 \[mixed-status\]: the same check \(\(mixed\.box\)\.mayOpen\) is answered with 403 in line 23 of mixed\.go, and with 401 here: most places send the other`
	}
}
