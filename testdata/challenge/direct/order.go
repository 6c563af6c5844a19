package direct

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// What is set after WriteHeader never leaves.
func (s *server) openVault(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in \(\*server\)\.openVault sends the status before WWW-Authenticate is set on line 14, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// http.Error sends the status as well.
func (s *server) sealVault(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		http.Error(w, "sealed", http.StatusUnauthorized) // want `401 \[late-challenge\]: http\.Error in \(\*server\)\.sealVault sends the status before WWW-Authenticate is set on line 24, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		w.Header().Add("WWW-Authenticate", `Bearer realm="vault"`)
	}
}

// An alias and the map are late in the same way.
func (s *server) listVaults(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in \(\*server\)\.listVaults sends the status before WWW-Authenticate is set on line 33, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
		h["Www-Authenticate"] = []string{`Bearer realm="vault"`}
		fmt.Fprintln(w, "sealed")
	}
}

// A deferred Set runs when the status is gone.
func (s *server) readVault(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		defer w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[late-challenge\]: w\.WriteHeader in \(\*server\)\.readVault sends the status before WWW-Authenticate is set on line 41, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)`
	}
}

// A header other than the challenge may be set late; that is another
// linter's business, and the challenge is still missing.
func (s *server) writeVault(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.writeVault sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		w.Header().Set("Content-Type", "text/plain")
		io.WriteString(w, "sealed\n")
	}
}

// A second Set after the status does no harm to the first.
func (s *server) copyVault(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
		w.WriteHeader(http.StatusUnauthorized)
		w.Header().Set("WWW-Authenticate", `Bearer realm="vault", error="invalid_token"`)
	}
}

// A late challenge on another status is allowed to be useless.
func (s *server) dropVault(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusForbidden)
	w.Header().Set("WWW-Authenticate", `Bearer realm="vault"`)
}

// 1xx responses leave the header open.
func (s *server) hints(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Link", "</style.css>; rel=preload")
	w.WriteHeader(http.StatusEarlyHints)
	if !s.known(r) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="pages"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// 1xx responses are not the answer: the 401 after them is.
func (s *server) processing(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusProcessing)
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.processing sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}

// 101 is final: the 401 after it never leaves.
func (s *server) upgrade(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusSwitchingProtocols)
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The first WriteHeader wins: here it is 403.
func (s *server) forbiddenFirst(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusForbidden)
	w.WriteHeader(http.StatusUnauthorized)
}

// Here it is 401.
func (s *server) unauthorizedFirst(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.unauthorizedFirst sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	w.WriteHeader(http.StatusForbidden)
}

// A second 401 is superfluous, one finding is enough.
func (s *server) twice(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.twice sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	http.Error(w, "log in first", http.StatusUnauthorized)
}

// A body without a status is a 200.
func (s *server) bodyFirst(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte("log in first"))
	w.WriteHeader(http.StatusUnauthorized)
}

// The same through io.
func (s *server) stringFirst(w http.ResponseWriter, r *http.Request) {
	io.WriteString(w, "log in first")
	w.WriteHeader(http.StatusUnauthorized)
}

// The same through fmt.
func (s *server) printFirst(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "log in first, %s", r.RemoteAddr)
	w.WriteHeader(http.StatusUnauthorized)
}

// A body on one path only leaves the other path.
func (s *server) maybeBodyFirst(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("verbose") {
		io.WriteString(w, "log in first")
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.maybeBodyFirst sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// The body follows its status.
func (s *server) bodyAfter(w http.ResponseWriter, r *http.Request) {
	if !s.known(r) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.bodyAfter sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		json.NewEncoder(w).Encode(map[string]string{"error": "log in first"})
	}
}

// http.NotFound answers; the 401 behind it never leaves.
func (s *server) hidden(w http.ResponseWriter, r *http.Request) {
	http.NotFound(w, r)
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A flush sends 200.
func (s *server) stream(w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	rc.Flush()
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// The response controller's other methods send nothing.
func (s *server) slowStream(w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	rc.EnableFullDuplex()
	if !s.known(r) {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*server\)\.slowStream sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	}
}
