// Package errorvals holds errors that carry a status, and what writes it.
package errorvals

import (
	"errors"
	"fmt"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// apiError has a status field.
type apiError struct {
	Status  int
	Message string
}

func (e *apiError) Error() string { return e.Message }

// writeAPI finds the error with errors.As; 401 comes from three places.
func writeAPI(w http.ResponseWriter, err error) {
	var e *apiError
	if errors.As(err, &e) {
		http.Error(w, e.Message, e.Status) // want `401 \[missing-challenge\]: http\.Error in writeAPI sends no WWW-Authenticate, from 3 places \(lines 33, 43, 52\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

// A literal.
func loadCup(r *http.Request) error {
	if !known(r) {
		return &apiError{Status: http.StatusUnauthorized, Message: "log in first"}
	}
	return nil
}

// A constructor.
func newError(status int, msg string) error { return &apiError{status, msg} }

func fillCup(r *http.Request) error {
	if !known(r) {
		return newError(401, "log in first")
	}
	return newError(http.StatusConflict, "full")
}

// A literal that fmt.Errorf wraps.
func washCup(r *http.Request) error {
	if err := func() error {
		if !known(r) {
			return &apiError{http.StatusUnauthorized, "log in first"}
		}
		return nil
	}(); err != nil {
		return fmt.Errorf("washing: %w", err)
	}
	return nil
}

// cups sends what each of them returns.
func cups(loads ...func(*http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, load := range loads {
			if err := load(r); err != nil {
				writeAPI(w, err)
				return
			}
		}
	}
}

// coded has a StatusCode method over an unexported field.
type coded struct {
	code int
	err  error
}

func (c coded) Error() string   { return c.err.Error() }
func (c coded) StatusCode() int { return c.code }
func (c coded) Unwrap() error   { return c.err }

// withCode wraps an error.
func withCode(code int, err error) error { return coded{code: code, err: err} }

var errLogin = errors.New("log in first")

// writeCoded asks an interface for the code.
func writeCoded(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	var sc interface{ StatusCode() int }
	if errors.As(err, &sc) {
		code = sc.StatusCode()
	}
	w.WriteHeader(code) // want `401 \[missing-challenge\]: w\.WriteHeader in writeCoded sends no WWW-Authenticate, from 2 places \(lines 101, 115\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	fmt.Fprintln(w, err)
}

func getDish(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		writeCoded(w, withCode(http.StatusUnauthorized, errLogin))
		return
	}
	writeCoded(w, withCode(http.StatusNotFound, errors.New("no dish")))
}

func putDish(w http.ResponseWriter, r *http.Request) {
	if err := checkDish(r); err != nil {
		writeCoded(w, err)
	}
}

func checkDish(r *http.Request) error {
	if !known(r) {
		return withCode(http.StatusUnauthorized, errLogin)
	}
	return nil
}

// Package-level values with a status: one is sent from two places.
var (
	errNoToken = &tokenError{code: http.StatusUnauthorized, text: "no token"}
	errGone    = &tokenError{code: http.StatusGone, text: "gone"}
)

type tokenError struct {
	code int
	text string
}

func (e *tokenError) Error() string { return e.text }
func (e *tokenError) Code() int     { return e.code }

// writeToken tests the type with an assertion.
func writeToken(w http.ResponseWriter, err error) {
	if e, ok := err.(*tokenError); ok {
		w.WriteHeader(e.Code()) // want `401 \[missing-challenge\]: w\.WriteHeader in writeToken sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

// opener is implemented elsewhere.
type opener interface {
	Open(token string) error
}

type box struct{ left int }

func (b *box) Open(token string) error {
	switch {
	case token == "":
		return errNoToken
	case b.left == 0:
		return errGone
	}
	return nil
}

func openBox(o opener) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := o.Open(r.Header.Get("Authorization")); err != nil {
			writeToken(w, err)
		}
	}
}

// Plain sentinels, mapped by errors.Is.
var (
	errNoSession = errors.New("no session")
	errNoSuchJar = errors.New("no such jar")
)

func findJar(r *http.Request) error {
	if !known(r) {
		return errNoSession
	}
	return errNoSuchJar
}

func getJar(w http.ResponseWriter, r *http.Request) {
	err := findJar(r)
	switch {
	case errors.Is(err, errNoSession):
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in getJar sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	case errors.Is(err, errNoSuchJar):
		http.NotFound(w, r)
	}
}

// A type switch, with one case for each kind.
type loginError struct{ HTTPCode int }

func (loginError) Error() string { return "log in" }

type stockError struct{ HTTPCode int }

func (stockError) Error() string { return "out of stock" }

func writeKind(w http.ResponseWriter, err error) {
	switch e := err.(type) {
	case loginError:
		w.WriteHeader(e.HTTPCode) // want `401 \[missing-challenge\]: w\.WriteHeader in writeKind sends no WWW-Authenticate, from 2 places \(lines 219, 231\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	case stockError:
		w.WriteHeader(e.HTTPCode)
	default:
		w.WriteHeader(http.StatusInternalServerError)
	}
}

type shelf interface {
	Take(n int) error
}

type lowShelf struct{ user string }

func (s lowShelf) Take(n int) error {
	if s.user == "" {
		return loginError{http.StatusUnauthorized}
	}
	if n > 5 {
		return stockError{http.StatusConflict}
	}
	return nil
}

type highShelf struct{ user string }

func (s *highShelf) Take(n int) error {
	if s.user == "" {
		return loginError{HTTPCode: 401}
	}
	return stockError{HTTPCode: http.StatusServiceUnavailable}
}

func take(s shelf) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.Take(1); err != nil {
			writeKind(w, err)
		}
	}
}

// An error without a response in its signature: the adapter sends it.
type fetch func(r *http.Request) error

type fetchError struct{ status int }

func (e fetchError) Error() string   { return http.StatusText(e.status) }
func (e fetchError) HTTPStatus() int { return e.status }

func (f fetch) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := f(r); err != nil {
		var he httpStatuser
		if errors.As(err, &he) {
			w.WriteHeader(he.HTTPStatus()) // want `401 \[missing-challenge\]: w\.WriteHeader in fetch\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}
}

type httpStatuser interface {
	HTTPStatus() int
}

func fetchTray(r *http.Request) error {
	if !known(r) {
		return fetchError{http.StatusUnauthorized}
	}
	return nil
}

// A value that is kept in the request's context.
type ctxKey struct{}

type problem struct {
	status int
	detail string
}

// authenticate keeps a problem for the handlers behind it.
func authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !known(r) {
			r = r.WithContext(withProblem(r, &problem{http.StatusUnauthorized, "log in first"}))
		}
		next.ServeHTTP(w, r)
	})
}

// answerProblem sends the problem that the context holds.
func answerProblem(w http.ResponseWriter, r *http.Request) {
	if p, ok := r.Context().Value(ctxKey{}).(*problem); ok {
		http.Error(w, p.detail, p.status) // want `401 \[missing-challenge\]: http\.Error in answerProblem sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusOK)
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/cups", cups(loadCup, fillCup, washCup))
	mux.HandleFunc("GET /dish", getDish)
	mux.HandleFunc("PUT /dish", putDish)
	mux.HandleFunc("/box", openBox(&box{3}))
	mux.HandleFunc("/jar", getJar)
	mux.HandleFunc("/low", take(lowShelf{}))
	mux.HandleFunc("/high", take(&highShelf{}))
	mux.Handle("/tray", fetch(fetchTray))
	mux.Handle("/problem", authenticate(http.HandlerFunc(answerProblem)))
}
