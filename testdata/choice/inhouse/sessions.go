// Package inhouse has what servers make for themselves: sessions that are found
// by the name of a cookie, handlers of an own type, lists that set a flag.
package inhouse

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type Sitting struct{ Values map[string]any }

type Sittings interface {
	Get(name string, r *http.Request) (*Sitting, error)
}

var sittings Sittings

func chief(r *http.Request) bool {
	s, _ := sittings.Get("session", r)
	return fmt.Sprintf("%t", s.Values["chief"]) == "true"
}

func sitter(r *http.Request) string {
	s, _ := sittings.Get("session", r)
	return fmt.Sprintf("%s", s.Values["sitter"])
}

// Rename: what a session holds is no credential; chief tells nobody who sits.
func Rename(w http.ResponseWriter, r *http.Request) {
	form := map[string]any{}
	if err := json.NewDecoder(r.Body).Decode(&form); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	before := form["before"].(string)
	if !chief(r) && before != sitter(r) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func Chiefs(w http.ResponseWriter, r *http.Request) {
	if !chief(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[want-403\]: the caller is known and lacks a right \(chief, line 45\): respond 403 \(RFC 9110 §15\.5\.4\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Cookie: the cookie itself is a credential, whatever gives it.
func Cookie(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("session")
	if err != nil || c.Value == "" {
		w.WriteHeader(http.StatusForbidden) // want `403 \[want-401\]: no such cookie was sent \(err from r\.Cookie, line 54\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
