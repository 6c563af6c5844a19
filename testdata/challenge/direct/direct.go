// Package direct holds handlers that name the status where they send it.
package direct

import (
	"crypto/subtle"
	"encoding/json"
	"net/http"
)

type server struct {
	token string
	realm string
}

func (s *server) known(r *http.Request) bool {
	got := r.Header.Get("Authorization")
	return subtle.ConstantTimeCompare([]byte(got), []byte("Bearer "+s.token)) == 1
}

// A literal status is a 401 like any other.
func (s *server) listJobs(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(401) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.listJobs sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	json.NewEncoder(w).Encode([]string{"backup", "vacuum"})
}

// The constant of net/http.
func (s *server) createJob(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.createJob sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusCreated)
}

const statusNoLogin = http.StatusUnauthorized

// A constant of one's own is resolved by value.
func (s *server) deleteJob(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(statusNoLogin) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.deleteJob sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

type outcome int

const (
	outcomeDone   outcome = http.StatusOK
	outcomeDenied outcome = http.StatusUnauthorized
)

// A typed constant is resolved through its conversion.
func (s *server) runJob(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(int(outcomeDenied)) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.runJob sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.WriteHeader(int(outcomeDone))
}

// A constant expression has a value too.
func (s *server) pauseJob(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(http.StatusBadRequest + 1) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.pauseJob sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// http.Error sends its third argument.
func (s *server) readLog(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		http.Error(w, "log in first", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.readLog sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	w.Write([]byte("no entries\n"))
}

// http.Error keeps a challenge that was set before it.
func (s *server) readAudit(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="audit"`)
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	w.Write([]byte("no entries\n"))
}

// http.Redirect accepts 401 and sends a Location without a challenge.
func (s *server) oldConsole(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		http.Redirect(w, r, "/login", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Redirect in \(\*server\)\.oldConsole sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	http.Redirect(w, r, "/console", http.StatusMovedPermanently)
}

// A redirect to the login page needs no challenge.
func (s *server) newConsole(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	}
}

// 403 needs no challenge.
func (s *server) shutdown(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Role") != "operator" {
		http.Error(w, "operators only", http.StatusForbidden)
	}
}

// A challenge on a 200 is allowed.
func (s *server) whoami(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	w.WriteHeader(http.StatusOK)
}

// Handlers written as literals in a route table are reported in the function
// that holds the table.
func (s *server) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !s.known(r) {
			http.Error(w, "metrics are private", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in \(\*server\)\.routes sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
			return
		}
		w.WriteHeader(http.StatusOK)
	})
	mux.HandleFunc("GET /debug", func(w http.ResponseWriter, r *http.Request) {
		if !s.known(r) {
			w.Header().Set("WWW-Authenticate", `Bearer realm="debug"`)
			http.Error(w, "debug is private", http.StatusUnauthorized)
		}
	})
}
