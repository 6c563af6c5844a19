// Package rows has loops over tables: what is asked of one field of a row tells
// which row's other fields are meant.
package rows

import (
	"errors"
	"net/http"
)

var (
	errGone  = errors.New("gone")
	errWhose = errors.New("whose is it")
)

var byError = []struct {
	err  error
	code int
}{
	{errGone, http.StatusGone},
	{errWhose, http.StatusUnauthorized},
}

func codeOf(err error) int {
	for _, row := range byError {
		if errors.Is(err, row.err) {
			return row.code
		}
	}
	return http.StatusInternalServerError
}

func Gone(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(codeOf(errGone))
}

func Whose(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(codeOf(errWhose)) // want `401 \[missing-challenge\]: w\.WriteHeader in Whose sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

var byMap = map[error]int{errGone: http.StatusGone, errWhose: http.StatusUnauthorized}

func mapped(err error) int {
	for e, code := range byMap {
		if errors.Is(err, e) {
			return code
		}
	}
	return http.StatusInternalServerError
}

func GoneToo(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(mapped(errGone))
}

func WhoseToo(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(mapped(errWhose)) // want `401 \[missing-challenge\]: w\.WriteHeader in WhoseToo sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

type kind int

const (
	lost kind = iota
	closed
	unnamed
)

type row struct {
	kind   kind
	status int
	text   string
}

var kinds = []*row{
	{lost, http.StatusNotFound, "lost"},
	{closed, http.StatusConflict, "closed"},
	{unnamed, http.StatusUnauthorized, "sign in"},
}

func answer(w http.ResponseWriter, k kind) {
	for _, r := range kinds {
		if r.kind != k {
			continue
		}
		http.Error(w, r.text, r.status)
		return
	}
}

func Lost(w http.ResponseWriter, r *http.Request) {
	answer(w, lost)
}

func Closed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="rows"`)
	answer(w, unnamed)
}

// A table that is filled as the program goes has other rows too.
var open = []row{{lost, http.StatusNotFound, ""}, {closed, http.StatusConflict, ""}}

func Add(r row) { open = append(open, r) }

func Any(w http.ResponseWriter, k kind) {
	for _, r := range open {
		if r.kind == k {
			w.WriteHeader(r.status)
		}
	}
}
