// Package jsonv2 answers with encoding/json/v2, which is in std from Go 1.27
// on.
package jsonv2

import (
	"encoding/json/v2"
	"net/http"
)

func missing(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `^401 \[missing-challenge\]: w\.WriteHeader in missing sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
		_ = json.MarshalWrite(w, "log in")
	}
}

// The challenge comes after the body.
func late(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `^401 \[late-challenge\]: w\.WriteHeader in late sends the status before WWW-Authenticate is set on line 22, so the challenge never leaves: set it first \(RFC 9110 §15\.5\.2\)$`
		_ = json.MarshalWrite(w, "log in")
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
	}
}

func right(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="api"`)
		w.WriteHeader(http.StatusUnauthorized)
		_ = json.MarshalWrite(w, "log in")
	}
}

// The body has sent 200: this 401 never leaves.
func committed(w http.ResponseWriter, r *http.Request) {
	if err := json.MarshalWrite(w, r.Header); err != nil && r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// A body of its own commits nothing.
func kept(w http.ResponseWriter, r *http.Request) {
	text, err := json.Marshal(r.Header)
	if err != nil || r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized) // want `^401 \[missing-challenge\]: w\.WriteHeader in kept sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
		return
	}
	_, _ = w.Write(text)
}

// login reads with it what the client sends.
func login(w http.ResponseWriter, r *http.Request) {
	var in struct{ Token string }
	if err := json.UnmarshalRead(r.Body, &in); err != nil || in.Token == "" {
		http.Error(w, "log in", http.StatusUnauthorized) // want `^401 \[missing-challenge\]: http\.Error in login sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)$`
	}
}
