// Package middleware holds functions that wrap one handler in another.
package middleware

import (
	"context"
	"net/http"
	"strings"
)

type subjectKey struct{}

type verifier interface {
	Verify(ctx context.Context, token string) (string, error)
}

func bearer(r *http.Request) string {
	tok, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return tok
}

// Authenticate is the usual shape: a closure converted to a handler.
func Authenticate(v verifier) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sub, err := v.Verify(r.Context(), bearer(r))
			if err != nil {
				http.Error(w, "invalid token", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in Authenticate sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
				return
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), subjectKey{}, sub)))
		})
	}
}

// AuthenticateRealm is the same with a challenge.
func AuthenticateRealm(v verifier, realm string) func(http.Handler) http.Handler {
	challenge := `Bearer realm="` + realm + `"`
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := v.Verify(r.Context(), bearer(r)); err != nil {
				w.Header().Set("WWW-Authenticate", challenge)
				http.Error(w, "invalid token", http.StatusUnauthorized)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// RequireSubject takes and returns a HandlerFunc.
func RequireSubject(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(subjectKey{}) == nil {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in RequireSubject sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		next(w, r)
	}
}

// BasicAuth offers the challenge on every response: allowed, and enough.
func BasicAuth(user, pass string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="admin"`)
		if u, p, ok := r.BasicAuth(); !ok || u != user || p != pass {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Gate is a type with a ServeHTTP method.
type Gate struct {
	Next   http.Handler
	Tokens map[string]bool
}

// ServeHTTP answers 401 by itself.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.Tokens[bearer(r)] {
		http.Error(w, "unknown token", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*Gate\)\.ServeHTTP sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	g.Next.ServeHTTP(w, r)
}

// handlerFunc is a handler type of the package's own; its conversion is a handler.
type handlerFunc func(w http.ResponseWriter, r *http.Request)

func (f handlerFunc) ServeHTTP(w http.ResponseWriter, r *http.Request) { f(w, r) }

// Maintenance converts a literal to the package's own handler type.
func Maintenance(tokens map[string]bool) http.Handler {
	return handlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !tokens[bearer(r)] {
			w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in Maintenance sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	})
}

// After answers when the wrapped handler is done. That handler gets the
// writer, so it may have set a challenge, or sent something: silent.
func After(next http.Handler, tokens map[string]bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if !tokens[bearer(r)] {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
}

// deny is handed on as a function value; it is a handler by its type.
func deny(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "closed", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in deny sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Closed serves deny for everything.
func Closed() http.Handler {
	return http.HandlerFunc(deny)
}

// Chain picks the handler by the token; both answer for themselves.
func Chain(tokens map[string]bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var h http.Handler = http.HandlerFunc(deny)
		if tokens[bearer(r)] {
			h = next
		}
		h.ServeHTTP(w, r)
	})
}
