// Package unnamed has statuses in places whose names don't say so, and numbers
// that are no statuses in places whose names do.
package unnamed

import (
	"fmt"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// A builder, whose step takes the number.
type page struct {
	w http.ResponseWriter
	n int
}

func (p *page) with(n int) *page {
	p.n = n
	return p
}

func (p *page) end() {
	p.w.WriteHeader(p.n)
}

func getPage(w http.ResponseWriter, r *http.Request) {
	p := &page{w: w, n: http.StatusOK}
	if !known(r) {
		p.with(http.StatusUnauthorized)
	}
	p.end() // want `401 \[missing-challenge\]: p\.end in getPage sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// An object that handlers return, and a method of an interface that is asked for
// the number.
type outcome struct{ result int }

func (o outcome) value() int { return o.result }

type valued interface{ value() int }

func find(r *http.Request) valued {
	if !known(r) {
		return outcome{http.StatusUnauthorized}
	}
	return outcome{http.StatusOK}
}

func getOutcome(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(find(r).value()) // want `401 \[missing-challenge\]: w\.WriteHeader in getOutcome sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A function that always returns an error, whatever its name is: where the error
// is nil the number is 200. Silent.
type text string

func (t text) Error() string { return string(t) }

func because(format string, args ...any) error { return text(fmt.Sprintf(format, args...)) }

type visit struct{ n int }

func (v *visit) begin(user string) error {
	if user == "" {
		v.n = http.StatusUnauthorized
		return because("no user in %q", user)
	}
	v.n = http.StatusOK
	return nil
}

func begin(w http.ResponseWriter, r *http.Request) {
	v := &visit{}
	if err := v.begin(r.FormValue("user")); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(v.n)
}

// One that may return nil, though it has the name of one that never does.
func newProblem(user string) error {
	if user == "guest" {
		return nil
	}
	return text("who?")
}

func (v *visit) resume(user string) error {
	if user != "admin" {
		v.n = http.StatusUnauthorized
		return newProblem(user)
	}
	v.n = http.StatusOK
	return nil
}

func resume(w http.ResponseWriter, r *http.Request) {
	v := &visit{}
	if err := v.resume(r.FormValue("user")); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(v.n) // want `401 \[missing-challenge\]: w\.WriteHeader in resume sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A code that no response's status comes from: silent.
type problem struct{ statusCode int }

func (p *problem) set(statusCode int) *problem {
	p.statusCode = statusCode
	return p
}

func getProblem(w http.ResponseWriter, r *http.Request) {
	p := (&problem{}).set(7)
	if !known(r) {
		p.set(9)
	}
	fmt.Fprintln(w, p.statusCode)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/page", getPage)
	mux.HandleFunc("/outcome", getOutcome)
	mux.HandleFunc("/begin", begin)
	mux.HandleFunc("/resume", resume)
	mux.HandleFunc("/problem", getProblem)
}
