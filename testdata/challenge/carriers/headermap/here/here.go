// Package here fills maps of headers where they are copied to the response: what
// such a map has is in sight.
package here

import (
	"net/http"
	"os"

	"authstatus.test/challenge/carriers/headermap/filler"
)

func Nil(w http.ResponseWriter) {
	var headers map[string]string
	for k := range headers {
		w.Header().Add(k, headers[k])
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in Nil sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Empty(w http.ResponseWriter) {
	h := http.Header{}
	for k, vs := range h {
		w.Header()[k] = vs
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in Empty sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Made(w http.ResponseWriter, status int) {
	headers := make(map[string]string)
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized) // want `401 \[missing-challenge\]: w\.WriteHeader in Made sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Silent: something is put into each of these, or may be.

func Perhaps(w http.ResponseWriter) {
	h := http.Header{}
	if os.Getenv("REALM") != "" {
		h.Set("WWW-Authenticate", `Basic realm="here"`)
	}
	for k, vs := range h {
		w.Header()[k] = vs
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Keyed(w http.ResponseWriter, name, value string) {
	headers := map[string]string{}
	headers[name] = value
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Closed(w http.ResponseWriter) {
	headers := map[string]string{}
	put := func(k, v string) { headers[k] = v }
	put("WWW-Authenticate", `Basic realm="here"`)
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Looped(w http.ResponseWriter, names []string) {
	headers := map[string]string{}
	for _, name := range names {
		headers[name] = os.Getenv(name)
	}
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Elsewhere(w http.ResponseWriter, fill func(http.Header)) {
	h := http.Header{}
	fill(h)
	for k, vs := range h {
		w.Header()[k] = vs
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Imported(w http.ResponseWriter) {
	h := http.Header{}
	filler.Fill(h)
	for k, vs := range h {
		w.Header()[k] = vs
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Asked(w http.ResponseWriter, f filler.Filler) {
	headers := map[string]string{}
	f.Fill(headers)
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

func Other(w http.ResponseWriter) {
	headers := map[string]string{}
	also := headers
	also["WWW-Authenticate"] = `Basic realm="here"`
	for k, v := range headers {
		w.Header().Set(k, v)
	}
	w.WriteHeader(http.StatusUnauthorized)
}
