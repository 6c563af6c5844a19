package bearer

import "net/http"

// lendee is handed two closures: one finding, whose fix mends both.
func lendee(fail func(int)) {
	fail(http.StatusUnauthorized) // want `401 \[missing-challenge\]: fail in lendee sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func lendOnce(w http.ResponseWriter, r *http.Request) {
	fail := func(code int) {
		w.WriteHeader(code)
	}
	if !known(r) {
		lendee(fail)
		return
	}
	fail(http.StatusNotFound)
}

func lendAgain(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		lendee(func(code int) { http.Error(w, "log in first", code) })
	}
}
