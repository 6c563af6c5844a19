package errorvals

import (
	"errors"
	"fmt"
	"net/http"
)

// handlerFunc answers, or returns an error that the adapter answers.
type handlerFunc func(w http.ResponseWriter, r *http.Request) error

type httpError struct {
	Code int
	Err  error
}

func (e httpError) Error() string { return fmt.Sprintf("%d: %v", e.Code, e.Err) }
func (e httpError) Unwrap() error { return e.Err }

func (h handlerFunc) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := h(w, r)
	if err == nil {
		return
	}
	var he httpError
	if errors.As(err, &he) {
		http.Error(w, he.Error(), he.Code) // want `401 \[missing-challenge\]: http\.Error in handlerFunc\.ServeHTTP sends no WWW-Authenticate, from 2 places \(lines 37, 53\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
		return
	}
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

type pantry struct{ jars map[string]string }

func (p *pantry) get(w http.ResponseWriter, r *http.Request) error {
	if !known(r) {
		return httpError{Code: http.StatusUnauthorized, Err: errLogin}
	}
	fmt.Fprintln(w, p.jars[r.PathValue("jar")])
	return nil
}

func (p *pantry) put(w http.ResponseWriter, r *http.Request) error {
	if err := p.owner(r); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (p *pantry) owner(r *http.Request) error {
	if !known(r) {
		return httpError{http.StatusUnauthorized, errLogin}
	}
	return nil
}

// denial is an error whose maker sets the challenge and leaves the answer to
// the adapter: silent.
type denial struct{ status int }

func (d *denial) Error() string { return http.StatusText(d.status) }

func attemptDenial(h func(http.ResponseWriter, *http.Request, string) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r, r.URL.Path); err != nil {
			if d, ok := err.(*denial); ok {
				w.WriteHeader(d.status)
				return
			}
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
}

func seal(w http.ResponseWriter, r *http.Request, name string) error {
	if !known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="pantry"`)
		return &denial{http.StatusUnauthorized}
	}
	return nil
}

// AdapterRoutes registers the handlers.
func AdapterRoutes(mux *http.ServeMux) {
	p := &pantry{jars: map[string]string{}}
	mux.Handle("GET /pantry/{jar}", handlerFunc(p.get))
	mux.Handle("PUT /pantry/{jar}", handlerFunc(p.put))
	mux.Handle("/seal", attemptDenial(seal))
}
