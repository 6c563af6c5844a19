// Package paths holds handlers that set the challenge, or choose the status,
// on some of their paths.
package paths

import (
	"errors"
	"log"
	"net/http"
	"os"
	"strings"
)

type server struct {
	basic   bool
	browser bool
	realm   string
	tokens  map[string]string
}

var (
	errNoToken  = errors.New("no token")
	errBadToken = errors.New("bad token")
)

func (s *server) subject(r *http.Request) (string, error) {
	tok, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", errNoToken
	}
	sub, ok := s.tokens[tok]
	if !ok {
		return "", errBadToken
	}
	return sub, nil
}

// The challenge is set on one branch: the message names the other.
func (s *server) getNote(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err != nil {
		if s.basic {
			w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
		}
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.getNote sends no WWW-Authenticate where s\.basic is false \(line 40\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
	}
}

// The same with the branches the other way round.
func (s *server) putNote(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err != nil {
		if s.browser {
			w.Header().Set("Cache-Control", "no-store")
		} else {
			w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		}
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.putNote sends no WWW-Authenticate where s\.browser is true \(line 50\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
	}
}

// Both branches set it.
func (s *server) deleteNote(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err != nil {
		if s.basic {
			w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
		} else {
			w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		}
		http.Error(w, "log in first", http.StatusUnauthorized)
	}
}

// Each branch answers by itself; only one of them lacks the challenge.
func (s *server) shareNote(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if errors.Is(err, errNoToken) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	if errors.Is(err, errBadToken) {
		http.Error(w, "log in again", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.shareNote sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// A challenge on the path that returns early does not reach the rest.
func (s *server) pinNote(w http.ResponseWriter, r *http.Request) {
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.pinNote sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A path that returns early needs no challenge.
func (s *server) copyNote(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// The challenge is set for the whole handler.
func (s *server) tagNote(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	switch _, err := s.subject(r); {
	case errors.Is(err, errNoToken):
		http.Error(w, "log in first", http.StatusUnauthorized)
	case err != nil:
		http.Error(w, "log in again", http.StatusUnauthorized)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// A switch whose cases answer by themselves.
func (s *server) sortNotes(w http.ResponseWriter, r *http.Request) {
	switch _, err := s.subject(r); {
	case errors.Is(err, errNoToken):
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
	case err != nil:
		http.Error(w, "log in again", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.sortNotes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// fallthrough takes the challenge along.
func (s *server) foldNotes(w http.ResponseWriter, r *http.Request) {
	switch _, err := s.subject(r); {
	case errors.Is(err, errNoToken):
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
		fallthrough
	case errors.Is(err, errBadToken):
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes", error="invalid_token"`)
		http.Error(w, "log in", http.StatusUnauthorized)
	}
}

// A switch without a default leaves a path on which nothing is set.
func (s *server) mergeNotes(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if err == nil {
		return
	}
	switch {
	case s.basic:
		w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.mergeNotes sends no WWW-Authenticate where s\.basic is false \(line 152\): set a challenge on that path too \(RFC 9110 §15\.5\.2\)`
}

// A loop that answers in its body.
func (s *server) batch(w http.ResponseWriter, r *http.Request) {
	for _, name := range r.Header.Values("X-Note") {
		if _, ok := s.tokens[name]; !ok {
			http.Error(w, "unknown note "+name, http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.batch sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

// A challenge set before the loop holds in it.
func (s *server) batchChallenged(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	for i := 0; i < len(r.Header.Values("X-Note")); i++ {
		if _, ok := s.tokens[r.Header.Values("X-Note")[i]]; !ok {
			http.Error(w, "unknown note", http.StatusUnauthorized)
			return
		}
	}
}

// A labelled break leaves both loops for the answer.
func (s *server) search(w http.ResponseWriter, r *http.Request) {
	denied := false
outer:
	for _, h := range r.Header.Values("X-Scope") {
		for _, scope := range strings.Fields(h) {
			if _, ok := s.tokens[scope]; !ok {
				denied = true
				break outer
			}
		}
	}
	if denied {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.search sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// A labelled break that takes the challenge along.
func (s *server) searchChallenged(w http.ResponseWriter, r *http.Request) {
outer:
	for {
		for _, h := range r.Header.Values("X-Scope") {
			if h != "" {
				w.Header().Set("WWW-Authenticate", `Bearer realm="notes", scope="search"`)
				break outer
			}
		}
		return
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// goto jumps to the answer.
func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		goto deny
	}
	if _, err := s.subject(r); err != nil {
		goto deny
	}
	w.WriteHeader(http.StatusCreated)
	return
deny:
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.upload sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// goto jumps to the challenge.
func (s *server) download(w http.ResponseWriter, r *http.Request) {
	if _, err := s.subject(r); err != nil {
		goto deny
	}
	w.WriteHeader(http.StatusOK)
	return
deny:
	w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	w.WriteHeader(http.StatusUnauthorized)
}

// A path that panics sends nothing.
func (s *server) purge(w http.ResponseWriter, r *http.Request) {
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
	} else {
		panic("paths: no scheme is configured")
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func unreachable(what string) {
	panic("paths: unreachable: " + what)
}

func (s *server) crash(err error) {
	log.Print(err)
	os.Exit(2)
}

// A helper that never returns ends the path as well.
func (s *server) vacuum(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.basic:
		w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
	case s.browser:
		w.Header().Set("WWW-Authenticate", `Bearer realm="notes"`)
	default:
		unreachable("scheme")
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// So do os.Exit in a helper and log.Fatal.
func (s *server) reindex(w http.ResponseWriter, r *http.Request) {
	_, err := s.subject(r)
	if s.basic {
		w.Header().Set("WWW-Authenticate", `Basic realm="notes"`)
	} else if s.browser {
		s.crash(err)
	} else {
		log.Fatal(err)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// A 401 behind a helper that never returns is dead.
func (s *server) selftest(w http.ResponseWriter, r *http.Request) {
	if s.realm == "" {
		unreachable("realm")
		w.WriteHeader(http.StatusUnauthorized)
	}
	w.WriteHeader(http.StatusNoContent)
}

// A 401 under a condition that is constant and false is dead too.
func (s *server) legacy(w http.ResponseWriter, r *http.Request) {
	const allowLegacy = false
	if allowLegacy {
		w.WriteHeader(http.StatusUnauthorized)
	}
}
