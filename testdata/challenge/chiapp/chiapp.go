// Package chiapp has a middleware on a router of chi, and render, which keeps
// the status in the request.
package chiapp

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/render"
)

func login(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			render.Status(r, http.StatusUnauthorized)
			render.JSON(w, r, render.M{"error": "log in first"}) // want `401 \[missing-challenge\]: render\.JSON in login sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		next.ServeHTTP(w, r)
	})
}

func challenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	render.Status(r, http.StatusUnauthorized)
	render.JSON(w, r, render.M{"error": "log in first"})
}

// problem answers by itself.
type problem struct{ status int }

func (p problem) Render(w http.ResponseWriter, r *http.Request) error {
	render.Status(r, p.status)
	return nil
}

func rendered(w http.ResponseWriter, r *http.Request) {
	render.Render(w, r, problem{http.StatusUnauthorized}) // want `\[missing-challenge\]`
}

func other(w http.ResponseWriter, r *http.Request) {
	render.Render(w, r, problem{http.StatusNotFound})
}

// Routes registers them.
func Routes() http.Handler {
	r := chi.NewRouter()
	r.Use(login)
	r.Get("/challenged", challenged)
	r.Get("/rendered", rendered)
	r.Get("/other", other)
	return r
}
