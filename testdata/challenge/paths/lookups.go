package paths

import "net/http"

// A key may not be in a table: what the table has there is nothing.

var (
	pages  = map[string]http.HandlerFunc{"/about": about}
	tokens = map[string]*reader{"t1": {name: "a"}, "t2": {name: "b"}}
	names  = map[string]string{"t1": "a", "t2": "b"}
	ids    = map[string]int{"t1": 1, "t2": 2}
	free   = map[string]bool{"/about": true, "/": true}
)

type reader struct{ name string }

func about(w http.ResponseWriter, r *http.Request) {}

func lookPage(w http.ResponseWriter, r *http.Request) {
	if h := pages[r.URL.Path]; h != nil {
		h(w, r)
		return
	}
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in lookPage sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func lookToken(w http.ResponseWriter, r *http.Request) {
	if u := tokens[r.Header.Get("Authorization")]; u == nil {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in lookToken sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
}

func lookName(w http.ResponseWriter, r *http.Request) {
	if names[r.Header.Get("Authorization")] == "" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in lookName sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
}

func lookID(w http.ResponseWriter, r *http.Request) {
	if ids[r.Header.Get("Authorization")] == 0 {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in lookID sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
	}
}

func lookFree(w http.ResponseWriter, r *http.Request) {
	if free[r.URL.Path] {
		return
	}
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in lookFree sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

// A list has no such gaps, and neither has a table under a key that it has.
func lookKnown(w http.ResponseWriter, r *http.Request) {
	if free["/about"] {
		return
	}
	http.Error(w, "no", http.StatusUnauthorized)
}
