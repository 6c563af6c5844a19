// Package auth keeps the caller in the context of the request, and says what
// they lack.
package auth

import (
	"context"
	"errors"
	"net/http"
)

type Who struct {
	Name  string
	Level string
	Boss  bool
}

type ctxKey int

type Backend interface {
	Find(key string) (*Who, error)
}

func Middleware(b Backend, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := b.Find(r.Header.Get("Authorization"))
		if err != nil {
			w.WriteHeader(403) // want `403 \[want-401\]: the credentials were rejected \(err from b\.Find, line 25\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), ctxKey(1), who)))
	})
}

func Of(r *http.Request) *Who {
	w, _ := r.Context().Value(ctxKey(1)).(*Who)
	return w
}

func Needs(w *Who, level string) error {
	if w.Level != level {
		return errors.New("not " + level)
	}
	return nil
}

func (w *Who) Reaches(level string) bool { return w.Level == level }
