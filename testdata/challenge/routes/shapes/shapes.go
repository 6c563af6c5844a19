// Package shapes wires handlers in the ways that servers have found.
package shapes

import (
	"context"
	"net/http"
	"slices"
	"sync"
)

const basic = `Basic realm="x"`

// A middleware that is a type of its own.
type challenger struct{ next http.Handler }

func (c challenger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", basic)
	c.next.ServeHTTP(w, r)
}

type passer struct{ next http.Handler }

func (p *passer) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.next.ServeHTTP(w, r) }

// A handler that returns an error, which its type answers.
type appHandler func(w http.ResponseWriter, r *http.Request) error

func (h appHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", basic)
	if err := h(w, r); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

type middleware func(http.Handler) http.Handler

func challenge(next http.Handler) http.Handler { return challenger{next} }

func pass(next http.Handler) http.Handler { return &passer{next: next} }

// then applies the middleware to a function.
func (m middleware) then(f http.HandlerFunc) http.Handler { return m(f) }

type stack []middleware

func (s stack) wrap(h http.Handler) http.Handler {
	for _, m := range slices.Backward(s) {
		h = m(h)
	}
	return h
}

type config struct {
	before []middleware
	deny   http.HandlerFunc
}

type server struct {
	mux    *http.ServeMux
	stack  stack
	once   sync.Once
	secure middleware
	cfg    config
}

func newServer() *server {
	s := &server{mux: http.NewServeMux(), stack: stack{pass}}
	s.stack = append(s.stack, challenge)
	s.secure = challenge
	s.once.Do(s.routes)
	return s
}

// handle registers what returns an error.
func (s *server) handle(pattern string, h appHandler) { s.mux.Handle(pattern, h) }

func (s *server) guarded(pattern string, h http.HandlerFunc) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", basic)
		h(w, r)
	})
}

func (s *server) routes() {
	s.mux.Handle("/type", challenger{http.HandlerFunc(typed)})
	s.mux.Handle("/pointer", &passer{http.HandlerFunc(pointed)})
	s.mux.Handle("/app", appHandler(app))
	s.handle("/implicit", implicit)
	s.mux.Handle("/stack", s.stack.wrap(http.HandlerFunc(stacked)))
	s.mux.Handle("/field", s.secure(http.HandlerFunc(fielded)))
	s.mux.Handle("/then", middleware(challenge).then(then))
	s.guarded("/guarded", guarded)
	s.mux.Handle("/method", s.ask(http.HandlerFunc(method)))
	s.mux.Handle("/context", withContext(challenge(http.HandlerFunc(inContext))))
	for pattern, h := range map[string]http.HandlerFunc{"/map": mapped} {
		s.mux.Handle(pattern, challenge(h))
	}
	for pattern, h := range map[string]http.HandlerFunc{"/bare/map": bareMapped} {
		s.mux.Handle(pattern, h)
	}
	s.mux.HandleFunc("/switch", func(w http.ResponseWriter, r *http.Request) {
		var h http.HandlerFunc
		switch r.Method {
		case http.MethodGet:
			h = switched
		default:
			h = other
		}
		w.Header().Set("WWW-Authenticate", basic)
		h(w, r)
	})
	s.mux.HandleFunc("/generic", generic(ofGeneric))
	s.mux.HandleFunc("/direct", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", basic)
		direct(w, r)
	})
	s.mux.Handle("/nested/", challenge(nested()))
	s.mux.Handle("/list", handlers{listed})
	s.mux.Handle("/first", first{firstOf})
}

func (s *server) ask(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.prepare(w)
		next.ServeHTTP(w, r)
	})
}

func (s *server) prepare(w http.ResponseWriter) { w.Header().Set("WWW-Authenticate", basic) }

func withContext(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), config{}.deny, 1)))
	})
}

func generic[T any](f func(http.ResponseWriter, *http.Request, T)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		w.Header().Set("WWW-Authenticate", basic)
		f(w, r, in)
	}
}

func nested() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/nested/in", inNested)
	return mux
}

func refuse(w http.ResponseWriter) { http.Error(w, "no", http.StatusUnauthorized) }

func typed(w http.ResponseWriter, r *http.Request)    { refuse(w) }
func stacked(w http.ResponseWriter, r *http.Request)  { refuse(w) }
func fielded(w http.ResponseWriter, r *http.Request)  { refuse(w) }
func then(w http.ResponseWriter, r *http.Request)     { refuse(w) }
func guarded(w http.ResponseWriter, r *http.Request)  { refuse(w) }
func method(w http.ResponseWriter, r *http.Request)   { refuse(w) }
func mapped(w http.ResponseWriter, r *http.Request)   { refuse(w) }
func switched(w http.ResponseWriter, r *http.Request) { refuse(w) }
func other(w http.ResponseWriter, r *http.Request)    { refuse(w) }
func direct(w http.ResponseWriter, r *http.Request)   { refuse(w) }
func inNested(w http.ResponseWriter, r *http.Request) { refuse(w) }

func inContext(w http.ResponseWriter, r *http.Request) { refuse(w) }

func ofGeneric(w http.ResponseWriter, r *http.Request, in int) { refuse(w) }

func app(w http.ResponseWriter, r *http.Request) error {
	refuse(w)
	return nil
}

func implicit(w http.ResponseWriter, r *http.Request) error {
	refuse(w)
	return nil
}

func pointed(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in pointed sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func bareMapped(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in bareMapped sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func Serve() error {
	s := newServer()
	srv := &http.Server{Addr: "127.0.0.1:0", Handler: s.mux}
	return srv.ListenAndServe()
}

// Lists of handlers that answer themselves.
type handlers []http.HandlerFunc

func (hs handlers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", basic)
	for _, h := range hs {
		h(w, r)
	}
}

func listed(w http.ResponseWriter, r *http.Request) { refuse(w) }

type first []http.HandlerFunc

func (hs first) ServeHTTP(w http.ResponseWriter, r *http.Request) { hs[0](w, r) }

func firstOf(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in firstOf sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}
