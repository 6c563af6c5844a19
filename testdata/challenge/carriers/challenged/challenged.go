// Package challenged carries statuses as the packages beside it do, and sets
// the challenge on the way: all of it is silent but where a comment says so.
package challenged

import (
	"errors"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// Set by the adapter, before it writes.
type adapted func(r *http.Request) error

type adaptedError struct{ Status int }

func (e *adaptedError) Error() string { return http.StatusText(e.Status) }

func (a adapted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := a(r)
	var e *adaptedError
	if !errors.As(err, &e) {
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="adapted"`)
	w.WriteHeader(e.Status)
}

func getAdapted(r *http.Request) error {
	if !known(r) {
		return &adaptedError{http.StatusUnauthorized}
	}
	return nil
}

// Set under the status, which an error carries.
type checkedError struct{ Status int }

func (e *checkedError) Error() string { return http.StatusText(e.Status) }

func writeChecked(w http.ResponseWriter, err error) {
	var e *checkedError
	if errors.As(err, &e) {
		if e.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="checked"`)
		}
		http.Error(w, e.Error(), e.Status)
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

type checker interface {
	Check(r *http.Request) error
}

type ledger struct{}

func (ledger) Check(r *http.Request) error {
	if !known(r) {
		return &checkedError{http.StatusUnauthorized}
	}
	return &checkedError{http.StatusNotFound}
}

func check(c checker) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := c.Check(r); err != nil {
			writeChecked(w, err)
		}
	}
}

// Set in a case of a switch over the status.
type switchedError struct{ status int }

func (e switchedError) Error() string   { return http.StatusText(e.status) }
func (e switchedError) StatusCode() int { return e.status }

func writeSwitched(w http.ResponseWriter, e switchedError) {
	switch e.StatusCode() {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="switched"`)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "60")
	}
	w.WriteHeader(e.StatusCode())
}

func getSwitched(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		writeSwitched(w, switchedError{http.StatusUnauthorized})
		return
	}
	writeSwitched(w, switchedError{http.StatusServiceUnavailable})
}

// Set by a wrapper around the writer.
type challenging struct {
	http.ResponseWriter
	realm string
}

func (c *challenging) WriteHeader(status int) {
	if status == http.StatusUnauthorized {
		c.Header().Set("WWW-Authenticate", `Bearer realm="`+c.realm+`"`)
	}
	c.ResponseWriter.WriteHeader(status)
}

type wrappedError struct{ Status int }

func (e *wrappedError) Error() string { return http.StatusText(e.Status) }

func getWrapped(w http.ResponseWriter, r *http.Request) {
	w = &challenging{w, "wrapped"}
	if err := wrappedOf(r); err != nil {
		w.WriteHeader(err.Status)
	}
}

func wrappedOf(r *http.Request) *wrappedError {
	if !known(r) {
		return &wrappedError{http.StatusUnauthorized}
	}
	return nil
}

// Set by the error handler that a field holds.
type server struct {
	onError func(w http.ResponseWriter, err error)
}

type handledError struct{ Status int }

func (e *handledError) Error() string { return http.StatusText(e.Status) }

func newServer() *server {
	return &server{onError: func(w http.ResponseWriter, err error) {
		var e *handledError
		if errors.As(err, &e) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="handled"`)
			w.WriteHeader(e.Status)
		}
	}}
}

func (s *server) get(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		s.onError(w, &handledError{http.StatusUnauthorized})
	}
}

// Kept on the error itself, in a header that the writer copies.
type headerError struct {
	Status int
	Header http.Header
}

func (e *headerError) Error() string { return http.StatusText(e.Status) }

func writeHeaders(w http.ResponseWriter, err error) {
	var e *headerError
	if !errors.As(err, &e) {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	for k, vs := range e.Header {
		for _, v := range vs {
			w.Header().Add(k, v)
		}
	}
	w.WriteHeader(e.Status)
}

func getHeaders(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		writeHeaders(w, &headerError{http.StatusUnauthorized, http.Header{"Www-Authenticate": {`Bearer realm="headers"`}}})
	}
}

// Kept on the error as a text of its own.
type textError struct {
	Status    int
	Challenge string
}

func (e *textError) Error() string { return http.StatusText(e.Status) }

func writeText(w http.ResponseWriter, e *textError) {
	if e.Challenge != "" {
		w.Header().Set("WWW-Authenticate", e.Challenge)
	}
	w.WriteHeader(e.Status)
}

func getText(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		writeText(w, &textError{http.StatusUnauthorized, `Bearer realm="texts"`})
		return
	}
	writeText(w, &textError{Status: http.StatusNotFound})
}

// Set by every caller of a responder that is not exported.
type leftError struct{ Status int }

func (e *leftError) Error() string { return http.StatusText(e.Status) }

func writeLeft(w http.ResponseWriter, err error) {
	var e *leftError
	if errors.As(err, &e) {
		w.WriteHeader(e.Status)
	}
}

func leftOf(r *http.Request) error {
	if !known(r) {
		return &leftError{http.StatusUnauthorized}
	}
	return nil
}

func getLeft(w http.ResponseWriter, r *http.Request) {
	if err := leftOf(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="left"`)
		writeLeft(w, err)
	}
}

func putLeft(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="left"`)
	if err := leftOf(r); err != nil {
		writeLeft(w, err)
	}
}

// One caller of two sets it: a finding for the other.
type rightError struct{ Status int }

func (e *rightError) Error() string { return http.StatusText(e.Status) }

func writeRight(w http.ResponseWriter, err error) {
	var e *rightError
	if errors.As(err, &e) {
		w.WriteHeader(e.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in writeRight sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

func rightOf(r *http.Request) error {
	if !known(r) {
		return &rightError{http.StatusUnauthorized}
	}
	return nil
}

func leftAndRightOf(r *http.Request) error {
	if r.Header.Get("Cookie") == "" {
		return &rightError{http.StatusUnauthorized}
	}
	return nil
}

func getRight(w http.ResponseWriter, r *http.Request) {
	if err := rightOf(r); err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="right"`)
		writeRight(w, err)
	}
}

func putRight(w http.ResponseWriter, r *http.Request) {
	if err := leftAndRightOf(r); err != nil {
		writeRight(w, err)
	}
}

// The adapter sets it after it has written: late.
type hastyError struct{ Status int }

func (e *hastyError) Error() string { return http.StatusText(e.Status) }

func writeHasty(w http.ResponseWriter, e *hastyError) {
	w.WriteHeader(e.Status) // want `401 \[late-challenge\]: w\.WriteHeader in writeHasty sends the status before WWW-Authenticate is set on line \d+, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
	w.Header().Set("WWW-Authenticate", `Bearer realm="hasty"`)
}

func getHasty(w http.ResponseWriter, r *http.Request) {
	switch {
	case !known(r):
		writeHasty(w, &hastyError{http.StatusUnauthorized})
	case r.Header.Get("Cookie") == "":
		writeHasty(w, &hastyError{401})
	}
}

// The adapter sets it for another status: a finding.
type otherError struct{ Status int }

func (e *otherError) Error() string { return http.StatusText(e.Status) }

func writeOther(w http.ResponseWriter, e *otherError) {
	if e.Status == http.StatusForbidden {
		w.Header().Set("WWW-Authenticate", `Bearer realm="other"`)
	}
	w.WriteHeader(e.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in writeOther sends no WWW-Authenticate, from 2 places \(lines 311, 313\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func getOther(w http.ResponseWriter, r *http.Request) {
	switch {
	case !known(r):
		writeOther(w, &otherError{http.StatusUnauthorized})
	case r.Header.Get("Cookie") == "":
		writeOther(w, &otherError{401})
	}
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.Handle("/adapted", adapted(getAdapted))
	mux.HandleFunc("/checked", check(ledger{}))
	mux.HandleFunc("/switched", getSwitched)
	mux.HandleFunc("/wrapped", getWrapped)
	mux.HandleFunc("/handled", newServer().get)
	mux.HandleFunc("/headers", getHeaders)
	mux.HandleFunc("/text", getText)
	mux.HandleFunc("GET /left", getLeft)
	mux.HandleFunc("PUT /left", putLeft)
	mux.HandleFunc("GET /right", getRight)
	mux.HandleFunc("PUT /right", putRight)
	mux.HandleFunc("/hasty", getHasty)
	mux.HandleFunc("/other", getOther)
}
