// Package elses answers in branches where others return early: the same checks,
// and the same evidence.
package elses

import (
	"context"
	"errors"
	"net/http"
)

type mailer struct{}

func (*mailer) send(string) {}

type grant struct{ level int }

type server struct {
	mail *mailer
	try  func(name, word string) (*grant, error)
}

func newServer(mail *mailer, try func(name, word string) (*grant, error)) *server {
	return &server{mail: mail, try: try}
}

// What follows stands in an else branch.
func (s *server) post(w http.ResponseWriter, r *http.Request) {
	if s.mail == nil {
		http.Error(w, "no mail here", http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(s\.mail, line 28\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	} else {
		s.mail.send(r.URL.Path)
	}
}

func (s *server) put(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPut {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	} else {
		if s.mail == nil {
			http.Error(w, "no mail here", http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(s\.mail, line 41\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
			return
		} else {
			s.mail.send(r.URL.Path)
		}
	}
}

// Nothing else is done where it is switched on: it only refuses. Silent.
func (s *server) refuse(w http.ResponseWriter) {
	if s.mail == nil {
		http.Error(w, "no mail here", http.StatusUnauthorized)
	}
}

// What was tried before stands in a block of its own.
func (s *server) tried(w http.ResponseWriter, r *http.Request) {
	{
		n, p, ok := r.BasicAuth()
		if ok {
			if g, err := s.try(n, p); err == nil && g != nil {
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
	}
	http.Error(w, "no", http.StatusForbidden) // want `403 \[want-401\]: no Basic credentials were sent \(ok from r\.BasicAuth, line 60\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
}

// A helper has a type parameter.
type who struct{}

func caller[T any](r *http.Request) (*T, bool) {
	g, ok := r.Context().Value(who{}).(*T)
	return g, ok
}

func (s *server) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, p, _ := r.BasicAuth()
		if g, err := s.try(n, p); err == nil {
			r = r.WithContext(context.WithValue(r.Context(), who{}, g))
		}
		next.ServeHTTP(w, r)
	})
}

var errLow = errors.New("too low")

func enough[N ~int](g *grant, least N) error {
	if N(g.level) < least {
		return errLow
	}
	return nil
}

func (s *server) raise(w http.ResponseWriter, r *http.Request) {
	g, ok := caller[grant](r)
	if !ok {
		http.Error(w, "x", http.StatusForbidden) // want `403 \[want-401\]: the caller is not known \(ok from caller\[grant\], line 99\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	if err := enough[int](g, 5); err != nil {
		http.Error(w, err.Error(), http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(err from enough\[int\], line 104\): respond 403 \(RFC 9110 §15\.5\.4\)`
	}
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux, mail *mailer, try func(name, word string) (*grant, error)) {
	s := newServer(mail, try)
	mux.HandleFunc("POST /mail", s.post)
	mux.HandleFunc("PUT /mail", s.put)
	mux.HandleFunc("/refuse", func(w http.ResponseWriter, r *http.Request) { s.refuse(w) })
	mux.HandleFunc("/tried", s.tried)
	mux.Handle("/raise", s.keep(http.HandlerFunc(s.raise)))
}
