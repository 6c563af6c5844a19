package paths

import (
	"net/http"
	"strings"
)

type keeper interface {
	Allow(user, password string) bool
}

// A door without keeper is open to all: there is a 401 only where there is a
// challenge, which is set for all handlers.
type door struct {
	keeper keeper
	locked bool
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.keeper != nil {
		w.Header().Set("WWW-Authenticate", `Basic realm="door"`)
	}
	switch {
	case strings.HasPrefix(r.URL.Path, "/in"):
		d.in(w, r)
	case strings.HasPrefix(r.URL.Path, "/out"):
		d.out(w, r)
	}
}

func (d *door) in(w http.ResponseWriter, r *http.Request) {
	if !d.lets(r) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (d *door) lets(r *http.Request) bool {
	if d.keeper == nil {
		return true
	}
	user, password, _ := r.BasicAuth()
	return d.keeper.Allow(user, password)
}

// What lets pass by something else tells nothing of the keeper.
func (d *door) out(w http.ResponseWriter, r *http.Request) {
	if !d.opens(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*door\)\.out sends no WWW-Authenticate where d\.keeper != nil is false \(line 20\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (d *door) opens(r *http.Request) bool {
	if !d.locked {
		return true
	}
	user, password, _ := r.BasicAuth()
	return user == password
}
