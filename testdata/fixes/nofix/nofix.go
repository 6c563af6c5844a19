// Package nofix has findings where no edit is surely safe.
package nofix

import (
	"net/http"
	"strings"
)

func token(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// Only the line after a comment of the author's would be left for it.
func sameLine(w http.ResponseWriter) {
	/* no token */ w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The response comes from a call, which must not run twice.
func called(next func() http.ResponseWriter) {
	next().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// A condition decides on the challenge, and may be meant to.
func somePath(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/digest" {
		w.Header().Set("WWW-Authenticate", `Digest realm="x", qop="auth", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"`)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

func deny(w http.ResponseWriter) {
	f := func() http.ResponseWriter { return w }
	f().WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
}

// The value is put together.
func concatenated(w http.ResponseWriter, realm string) {
	w.Header().Set("WWW-Authenticate", "Basic realm="+"x") // want `challenge \[invalid-challenge\]`
	w.WriteHeader(http.StatusUnauthorized)
}

// A password that was typed into a form has no scheme.
func login(w http.ResponseWriter, r *http.Request, hash string) {
	if !checkPassword(r.FormValue("password"), hash) {
		http.Error(w, "wrong password", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

func checkPassword(password, hash string) bool { return password == hash }

// Another server refused this one's credentials.
func relay(w http.ResponseWriter, c *http.Client) {
	resp, err := c.Get("https://example.org/stock")
	if err != nil || resp.StatusCode == http.StatusUnauthorized {
		http.Error(w, "no stock", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http\.Error in relay sends no WWW-Authenticate: it passes on that another server refused, so send 502, or a challenge of your own \(RFC 9110 §15\.5\.2\)`
	}
}

// A scheme of one's own has a name that only its author knows the parameters of.
func own(w http.ResponseWriter, r *http.Request) {
	fields := strings.Fields(r.Header.Get("Authorization"))
	if len(fields) != 2 || fields[0] != "ReaderLogin" {
		http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

type seen struct{ IsBasicAuth bool }

// Of a branch that speaks of Basic the package's tokens say nothing.
func basicOnly(w http.ResponseWriter, s *seen) {
	if !s.IsBasicAuth {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// The word is no scheme where no field is read.
func kind(w http.ResponseWriter, r *http.Request, kind string) {
	switch kind {
	case "token":
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}

// Nor is this one.
func plan(w http.ResponseWriter, kind string) {
	if kind == "basic" {
		w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]`
	}
}
