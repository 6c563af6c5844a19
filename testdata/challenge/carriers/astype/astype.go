// Package astype unpacks errors with errors.AsType.
package astype

import (
	"errors"
	"fmt"
	"net/http"
)

type fault struct {
	status int
	text   string
}

func (f fault) Error() string { return f.text }

func reply(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[fault](err); ok {
		http.Error(w, f.text, f.status) // want `^401 \[missing-challenge\]: http\.Error in reply sends no WWW-Authenticate, from 2 places \(lines 27, 33\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)$`
		return
	}
	http.Error(w, "failed", http.StatusInternalServerError)
}

func get(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		reply(w, fault{http.StatusUnauthorized, "log in"})
	}
}

func put(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		reply(w, fmt.Errorf("put: %w", fault{http.StatusUnauthorized, "log in"}))
	}
}

// An error of another type is no fault: it gets 500.
func patch(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		reply(w, &denial{http.StatusUnauthorized})
	}
}

type denial struct{ code int }

func (d *denial) Error() string { return http.StatusText(d.code) }

// The negative form, and a variable that is declared.
func answer(w http.ResponseWriter, err error) {
	var d, ok = errors.AsType[*denial](err)
	if !ok {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(d.code) // want `^401 \[missing-challenge\]: w\.WriteHeader in answer sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
}

func head(r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &denial{http.StatusUnauthorized}
	}
	return nil
}

type handler func(r *http.Request) error

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { answer(w, h(r)) }

var _ = handler(head)

// unpack hands on what AsType found.
func unpack(err error) (*denial, bool) { return errors.AsType[*denial](err) }

func unpacked(w http.ResponseWriter, r *http.Request) {
	if d, ok := unpack(head(r)); ok {
		w.WriteHeader(d.code) // want `^401 \[missing-challenge\]: w\.WriteHeader in unpacked sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}

// The header is set for one type before the other is asked.
func challenged(w http.ResponseWriter, r *http.Request) {
	if d, ok := errors.AsType[*denial](head(r)); ok {
		if d.code == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		}
		w.WriteHeader(d.code)
	}
}
