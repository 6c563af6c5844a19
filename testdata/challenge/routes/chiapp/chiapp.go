// Package chiapp wires handlers with chi.
package chiapp

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type server struct {
	router chi.Router
	auth   func(http.Handler) http.Handler
}

func challenge(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

func realm(name string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		fn := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", "Bearer realm="+name)
			next.ServeHTTP(w, r)
		}
		return http.HandlerFunc(fn)
	}
}

func NewServer() *server {
	s := &server{router: chi.NewRouter(), auth: challenge}
	s.routes()
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.router.ServeHTTP(w, r) }

func (s *server) routes() {
	r := s.router
	r.Use(middleware.Logger)
	r.Get("/", s.open)
	r.With(challenge).Get("/with", s.with)
	r.Group(func(r chi.Router) {
		r.Use(realm("group"))
		r.Get("/group", s.group)
		r.Route("/deep", func(r chi.Router) { r.Post("/er", s.deep) })
	})
	r.Route("/field", func(r chi.Router) {
		r.Use(s.auth)
		r.Method(http.MethodGet, "/", http.HandlerFunc(s.field))
	})
	r.Mount("/mounted", mounted())
	r.Mount("/admin", s.auth(s.admin()))
	r.With(middleware.NoCache).Get("/plain", s.plain)
	r.With(challenge).Get("/some", s.some)
	r.Get("/some/open", s.some)
}

func mounted() http.Handler {
	r := chi.NewRouter()
	r.Use(challenge)
	r.Get("/inner", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusUnauthorized)
	})
	return r
}

func (s *server) admin() http.Handler {
	r := chi.NewRouter()
	r.Get("/", s.adminHome)
	return r
}

func (s *server) open(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in \(\*server\).open sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func (s *server) with(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func (s *server) group(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func (s *server) deep(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func (s *server) field(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func (s *server) adminHome(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func (s *server) plain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in \(\*server\).plain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func (s *server) some(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in \(\*server\).some sends no WWW-Authenticate on the way from GET /some/open: set a challenge there too \(RFC 9110 §15.5.2\)`
}

// Switched stands there under a condition: nobody can tell.
func Switched(secure bool) http.Handler {
	r := chi.NewRouter()
	if secure {
		r.Use(challenge)
	}
	r.Get("/maybe", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusUnauthorized)
	})
	return r
}

// Made by a function that is called there: nobody can tell either.
func SwitchedInside(secure bool) http.Handler {
	r := chi.NewRouter()
	if secure {
		r.Use(func(next http.Handler) http.Handler { return challenge(next) })
	}
	r.Get("/maybe/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusUnauthorized)
	})
	return r
}

func chained() http.Handler {
	r := chi.NewRouter()
	r.Handle("/chain", chi.Chain(pass, challenge).HandlerFunc(inChain))
	r.Handle("/chain/bare", chi.Chain(pass).Handler(http.HandlerFunc(inBareChain)))
	return r
}

func pass(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
}

func inChain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func inBareChain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in inBareChain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}
