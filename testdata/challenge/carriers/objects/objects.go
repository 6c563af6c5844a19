// Package objects sends statuses that objects of its own hold.
package objects

import "net/http"

// An action answers with an object, which whoever called it sends.
type actionResult struct {
	code    int
	message string
}

type action func(w http.ResponseWriter, r *http.Request) actionResult

type settings struct{ check func(string) bool }

func (s *settings) changePassword(w http.ResponseWriter, r *http.Request) actionResult {
	if !s.check(r.FormValue("old")) {
		return actionResult{http.StatusUnauthorized, "invalid credentials"}
	}
	return actionResult{http.StatusOK, ""}
}

func (s *settings) find(name string) action {
	if name == "password" {
		return s.changePassword
	}
	return nil
}

func (s *settings) post(w http.ResponseWriter, r *http.Request) {
	f := s.find(r.FormValue("action"))
	if f == nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	result := f(w, r)
	if result.message != "" {
		w.WriteHeader(result.code) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*settings\)\.post sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A status that is copied is compared once for all that hold it.
type copied struct{ status int }

func statusOf(user, path string) int {
	if user == "" && path != "/" {
		return http.StatusUnauthorized
	}
	return http.StatusNotFound
}

func comparedCopy(w http.ResponseWriter, r *http.Request) {
	status := statusOf(r.Header.Get("X-User"), r.URL.Path)
	c := copied{status: status}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
	w.WriteHeader(c.status)
}

func comparedWithAnother(w http.ResponseWriter, r *http.Request) {
	status := statusOf(r.Header.Get("X-User"), r.URL.Path)
	c := copied{status: status}
	if status == http.StatusNotFound {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
	w.WriteHeader(c.status) // want `401 \[missing-challenge\]: w\.WriteHeader in comparedWithAnother sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// An error is made of what an object holds.
type problem struct{ status int }

type failure struct{ code int }

func (f *failure) Error() string { return "denied" }

func (p problem) err() error { return &failure{p.status} }

func made(w http.ResponseWriter, r *http.Request) {
	var err error
	if r.Header.Get("Authorization") == "" {
		err = problem{http.StatusUnauthorized}.err()
	}
	if f, ok := err.(*failure); ok {
		w.WriteHeader(f.code) // want `401 \[missing-challenge\]: w\.WriteHeader in made sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// Several calls bring one 401: it stands where all of them pass.
var notKnown = &failure{http.StatusUnauthorized}

func reply(w http.ResponseWriter, v any) {
	if f, ok := v.(*failure); ok {
		w.WriteHeader(f.code) // want `401 \[missing-challenge\]: w\.WriteHeader in reply sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func maybe(w http.ResponseWriter, r *http.Request, save func() error) {
	if err := save(); err != nil {
		reply(w, err)
	}
}

func surely(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		reply(w, notKnown)
	}
}

func surelyToo(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		reply(w, notKnown)
	}
}
