package errorvals

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
)

// Each case has error types of its own: a source and a writer of one type meet.

// An error is replaced by another on the way.
type innerError struct{ Status int }

func (e *innerError) Error() string { return http.StatusText(e.Status) }

type outerError struct{ Status int }

func (e *outerError) Error() string { return http.StatusText(e.Status) }

func peel(r *http.Request) error {
	if !known(r) {
		return &innerError{http.StatusUnauthorized}
	}
	return nil
}

func peelAll(r *http.Request) error {
	if err := peel(r); err != nil {
		return &outerError{http.StatusBadGateway}
	}
	return nil
}

func getPeel(w http.ResponseWriter, r *http.Request) {
	var e *outerError
	if err := peelAll(r); errors.As(err, &e) {
		w.WriteHeader(e.Status)
	}
}

// The status stands in the body only.
type bodyError struct {
	Code int `json:"code"`
}

func (e *bodyError) Error() string { return "failed" }

func bodyOf(r *http.Request) error {
	if !known(r) {
		return &bodyError{Code: 401}
	}
	return nil
}

func getBody(w http.ResponseWriter, r *http.Request) {
	var e *bodyError
	if err := bodyOf(r); errors.As(err, &e) {
		w.WriteHeader(http.StatusOK)
		json.NewEncoder(w).Encode(e)
	}
}

// A sentinel is mapped elsewhere: 404 hides what needs a login.
var errHidden = errors.New("hidden")

type hiddenError struct{ Status int }

func (e hiddenError) Error() string { return "hidden" }

func hiddenOf(r *http.Request) error {
	if !known(r) {
		return fmt.Errorf("hidden: %w", errHidden)
	}
	return nil
}

func getHidden(w http.ResponseWriter, r *http.Request) {
	switch err := hiddenOf(r); {
	case errors.Is(err, errLogin):
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in getHidden sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	case errors.Is(err, errHidden):
		http.NotFound(w, r)
	}
}

// One type is answered before the general case.
type statuser interface {
	error
	StatusFor() int
}

type earlyError struct{ n int }

func (e earlyError) Error() string    { return "early" }
func (e earlyError) StatusFor() int   { return e.n }
func (e earlyError) Location() string { return "/login" }

type lateError struct{ n int }

func (e lateError) Error() string  { return "late" }
func (e lateError) StatusFor() int { return e.n }

func whichever(r *http.Request) error {
	if !known(r) {
		return earlyError{http.StatusUnauthorized}
	}
	return lateError{http.StatusConflict}
}

func getWhichever(w http.ResponseWriter, r *http.Request) {
	err := whichever(r)
	var early earlyError
	if errors.As(err, &early) {
		http.Redirect(w, r, early.Location(), http.StatusSeeOther)
		return
	}
	var s statuser
	if errors.As(err, &s) {
		w.WriteHeader(s.StatusFor())
	}
}

// The same with a type switch, and values that come through an interface.
type looker interface {
	Look(name string) error
}

type guardian struct{ open bool }

type guardError struct{ n int }

func (e *guardError) Error() string     { return "guarded" }
func (e *guardError) HTTPReply() int    { return e.n }
func (e *guardError) Challenge() string { return `Bearer realm="garden"` }

type gapError struct{ n int }

func (e *gapError) Error() string  { return "gap" }
func (e *gapError) HTTPReply() int { return e.n }

func (g guardian) Look(name string) error {
	if !g.open {
		return &guardError{http.StatusUnauthorized}
	}
	return &gapError{http.StatusNotFound}
}

func look(l looker) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch e := l.Look(r.PathValue("name")).(type) {
		case nil:
		case *guardError:
			w.Header().Set("WWW-Authenticate", e.Challenge())
			w.WriteHeader(e.HTTPReply())
		case interface{ HTTPReply() int }:
			w.WriteHeader(e.HTTPReply())
		default:
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
}

// The caller only logs the error.
type loggedError struct{ Status int }

func (e *loggedError) Error() string { return http.StatusText(e.Status) }

func logged(r *http.Request) error {
	if !known(r) {
		return &loggedError{http.StatusUnauthorized}
	}
	return nil
}

func getLogged(w http.ResponseWriter, r *http.Request) {
	if err := logged(r); err != nil {
		log.Println(err)
	}
	w.WriteHeader(http.StatusNoContent)
}

// The caller drops it.
func putLogged(w http.ResponseWriter, r *http.Request) {
	_ = logged(r)
	w.WriteHeader(http.StatusNoContent)
}

// The caller answers every error with 500.
func listLogged(w http.ResponseWriter, r *http.Request) {
	if err := logged(r); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// A hook wins over the status of the error that it holds.
type hooked struct {
	inner *innerHook
}

type innerHook struct{ Status int }

func (e *innerHook) Error() string { return "inner" }

func (h *hooked) Error() string { return h.inner.Error() }
func (h *hooked) Unwrap() error { return h.inner }
func (h *hooked) As(target any) bool {
	if t, ok := target.(**innerHook); ok {
		*t = &innerHook{http.StatusNotFound}
		return true
	}
	return false
}

func hookedOf(r *http.Request) error {
	if !known(r) {
		return &hooked{&innerHook{http.StatusUnauthorized}}
	}
	return nil
}

func getHooked(w http.ResponseWriter, r *http.Request) {
	var e *innerHook
	if err := hookedOf(r); errors.As(err, &e) {
		w.WriteHeader(e.Status)
	}
}

// A text that repeats the inner error breaks the chain: %v is no %w.
type flatError struct{ Status int }

func (e *flatError) Error() string { return "flat" }

func flat(r *http.Request) error {
	if !known(r) {
		return fmt.Errorf("flat: %v", &flatError{http.StatusUnauthorized})
	}
	return nil
}

func getFlat(w http.ResponseWriter, r *http.Request) {
	var e *flatError
	if err := flat(r); errors.As(err, &e) {
		w.WriteHeader(e.Status)
	}
}

// QuietRoutes registers the handlers.
func QuietRoutes(mux *http.ServeMux) {
	mux.HandleFunc("/peel", getPeel)
	mux.HandleFunc("/body", getBody)
	mux.HandleFunc("/hidden", getHidden)
	mux.HandleFunc("/whichever", getWhichever)
	mux.HandleFunc("/look/{name}", look(guardian{}))
	mux.HandleFunc("GET /logged", getLogged)
	mux.HandleFunc("PUT /logged", putLogged)
	mux.HandleFunc("/logged", listLogged)
	mux.HandleFunc("/hooked", getHooked)
	mux.HandleFunc("/flat", getFlat)
}
