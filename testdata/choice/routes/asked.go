package routes

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// What a middleware lets pass unasked: by a table, by the path, by a skipper.

var public = map[string]bool{"/login": true, "/health": true}

func (s *server) unlessPublic(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if public[r.URL.Path] || strings.HasPrefix(r.URL.Path, "/assets/") {
			next.ServeHTTP(w, r)
			return
		}
		s.signedIn(next.ServeHTTP)(w, r)
	})
}

func (s *server) asked() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/health", s.health)
	mux.HandleFunc("/assets/{name}", s.asset)
	mux.HandleFunc("/reports", s.reports)
	mux.HandleFunc("/reports/{id}", s.report)
	mux.HandleFunc("/{page}", s.page)
	return s.unlessPublic(mux)
}

func Ask(s *server) error { return http.ListenAndServe(":0", s.asked()) }

func (s *server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	if !s.policy.CanDelete(r.URL.Path) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	if !s.policy.CanDelete(r.URL.Path) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func (s *server) reports(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.URL.Path) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}

func (s *server) report(w http.ResponseWriter, r *http.Request) {
	if !s.policy.CanDelete(r.URL.Path) {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
}

func (s *server) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	if !s.policy.CanDelete(r.URL.Path) {
		http.Error(w, "no", http.StatusUnauthorized)
	}
}

func byFullPath(s *server, p policy) *gin.Engine {
	r := gin.New()
	r.Use(func(c *gin.Context) {
		c.Header("WWW-Authenticate", `Bearer realm="x"`)
		if c.FullPath() == "/login" {
			c.Next()
			return
		}
		if _, err := s.verifyToken(c.GetHeader("Authorization")); err != nil {
			c.AbortWithStatus(http.StatusUnauthorized)
			return
		}
		c.Next()
	})
	r.DELETE("/login", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized)
		}
	})
	r.DELETE("/in/:id", func(c *gin.Context) {
		if !p.CanDelete(c.Param("id")) {
			c.AbortWithStatus(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(p.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
		}
	})
	return r
}

// Endpoints that an adapter calls, which answers what they fail with.

type refusal struct{ status int }

func (e *refusal) Error() string { return "refused" }

type endpoint[In, Out any] func(ctx context.Context, in In) (Out, error)

func adapt[In, Out any](f endpoint[In, Out]) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in In
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		_, err := f(r.Context(), in)
		if no := new(refusal); errors.As(err, &no) {
			w.WriteHeader(no.status)
		}
	})
}

type removal struct{ id string }

func (s *server) endpoints(mux *http.ServeMux, lib interface{ Run(any) }) {
	mux.Handle("/in", s.signedIn(adapt(s.removeIn).ServeHTTP))
	mux.Handle("/out", s.maybe(adapt(s.removeOut).ServeHTTP))
	mux.Handle("/both", s.signedIn(adapt(s.removeBoth).ServeHTTP))
	mux.Handle("/both/out", adapt(s.removeBoth))
	mux.Handle("/lent", s.signedIn(adapt(s.removeLent).ServeHTTP))
	lib.Run(s.removeLent)
}

func (s *server) removeIn(ctx context.Context, in removal) (int, error) {
	if !s.policy.CanDelete(in.id) {
		return 0, &refusal{http.StatusUnauthorized} // want `401 \[want-403\]: the caller is known and lacks a right \(s.policy.CanDelete, line \d+\): respond 403 \(RFC 9110 §15.5.4\)`
	}
	return 1, nil
}

func (s *server) removeOut(ctx context.Context, in removal) (int, error) {
	if !s.policy.CanDelete(in.id) {
		return 0, &refusal{http.StatusUnauthorized}
	}
	return 1, nil
}

func (s *server) removeBoth(ctx context.Context, in removal) (int, error) {
	if !s.policy.CanDelete(in.id) {
		return 0, &refusal{http.StatusUnauthorized}
	}
	return 1, nil
}

func (s *server) removeLent(ctx context.Context, in removal) (int, error) {
	if !s.policy.CanDelete(in.id) {
		return 0, &refusal{http.StatusUnauthorized}
	}
	return 1, nil
}
