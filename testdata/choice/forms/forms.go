// Package forms chooses the form of an answer within a check that failed: the
// check decides the status.
package forms

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

func isLoggedIn(r *http.Request) bool {
	_, err := r.Cookie("session")
	return err == nil
}

func isAPI(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

func isOpen(r *http.Request) bool { return r.URL.Path == "/open" }

// Within says no in one of two forms.
func Within(w http.ResponseWriter, r *http.Request) {
	if !isLoggedIn(r) {
		if isAPI(r) {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no such cookie was sent \(isLoggedIn, line 23\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}

// Other is silent: what the inner condition asks may be the reason.
func Other(w http.ResponseWriter, r *http.Request) {
	if !isLoggedIn(r) {
		if !isOpen(r) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}

// In is silent: they are known.
func In(w http.ResponseWriter, r *http.Request) {
	if isLoggedIn(r) {
		if isAPI(r) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		http.Redirect(w, r, "/home", http.StatusSeeOther)
	}
}

type mailer struct{}

type server struct{ mail *mailer }

func newServer(mail *mailer) *server { return &server{mail: mail} }

// A part that isn't there, in a handler whose answer is what it returns.
func (s *server) post(c echo.Context) error {
	if s.mail == nil {
		return c.NoContent(http.StatusUnauthorized) // want `401 \[want-403\]: the endpoint is switched off \(s\.mail, line 62\) and no credentials would change that: respond 403 \(RFC 9110 §15\.5\.4\)`
	}
	return c.NoContent(http.StatusNoContent)
}

// Silent: it answers 401 all the same.
func (s *server) closed(c echo.Context) error {
	if s.mail == nil {
		return c.String(http.StatusUnauthorized, "no mail here")
	}
	return c.NoContent(http.StatusUnauthorized)
}

func wanted(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}

func partner(r *http.Request) bool { return r.Header.Get("X-Partner") == "1" }

// Said says no in one of two forms, whatever the helper is called that chooses.
func Said(w http.ResponseWriter, r *http.Request) {
	if !isLoggedIn(r) {
		if wanted(r) {
			w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no such cookie was sent \(isLoggedIn, line \d+\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}

// Unsaid is silent: what the helper asks may be the reason.
func Unsaid(w http.ResponseWriter, r *http.Request) {
	if !isLoggedIn(r) {
		if partner(r) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}
