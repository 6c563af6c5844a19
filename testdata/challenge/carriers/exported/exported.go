// Package exported has two responders of one error type. The 401 leaves through
// the one that is handed on; of the other the callers are in view, and give it
// none.
package exported

import (
	"errors"
	"net/http"
)

// Trouble is the error.
type Trouble struct{ Code int }

func (t *Trouble) Error() string { return http.StatusText(t.Code) }

// Handler may fail.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Server answers what handlers return.
type Server struct {
	OnError func(w http.ResponseWriter, err error)
}

// Default is what answers where nothing else is set.
func Default() *Server { return &Server{OnError: tell} }

func tell(w http.ResponseWriter, err error) {
	var t *Trouble
	if errors.As(err, &t) {
		http.Error(w, t.Error(), t.Code) // want `401 \[missing-challenge\]: http\.Error in tell sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

// Handle serves with a handler.
func (s *Server) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.OnError(w, err)
		}
	}
}

// Login is a handler.
func Login(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Authorization") == "" {
		return &Trouble{http.StatusUnauthorized}
	}
	return nil
}

// Upload answers on its own what its storage says.
func Upload(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength > 1<<20 {
		Refuse(w, &Trouble{http.StatusRequestEntityTooLarge})
		return
	}
	if err := store(r); err != nil {
		Refuse(w, err)
	}
}

func store(r *http.Request) error {
	if r.URL.Path == "/" {
		return &Trouble{http.StatusConflict}
	}
	return nil
}

// Refuse is for importers too: silent.
func Refuse(w http.ResponseWriter, err error) {
	var t *Trouble
	if errors.As(err, &t) {
		w.WriteHeader(t.Code)
		return
	}
	w.WriteHeader(http.StatusBadGateway)
}
