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
type hiddenError struct{ Status int }

func (e *hiddenError) Error() string { return "hidden" }

var errHidden = &hiddenError{http.StatusUnauthorized}

func hiddenOf(r *http.Request) error {
	if !known(r) {
		return fmt.Errorf("look: %w", errHidden)
	}
	return &hiddenError{http.StatusGone}
}

func getHidden(w http.ResponseWriter, r *http.Request) {
	err := hiddenOf(r)
	var e *hiddenError
	switch {
	case errors.Is(err, errHidden):
		http.NotFound(w, r)
	case errors.As(err, &e):
		w.WriteHeader(e.Status)
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

// writeEarly gets errors that it can't see made.
func writeEarly(w http.ResponseWriter, r *http.Request, err error) {
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

func early(next func(*http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := next(r); err != nil {
			writeEarly(w, r, err)
		}
	}
}

func earlyOf(r *http.Request) error {
	if !known(r) {
		return earlyError{http.StatusUnauthorized}
	}
	return nil
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
	mux.HandleFunc("/early", early(earlyOf))
	mux.HandleFunc("GET /logged", getLogged)
	mux.HandleFunc("PUT /logged", putLogged)
	mux.HandleFunc("/logged", listLogged)
	mux.HandleFunc("/flat", getFlat)
}
