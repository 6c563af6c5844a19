// Package fixed has literals whose keys are promoted fields, and findings that an
// edit of the literal mends.
package fixed

import "net/http"

type meta struct {
	Status  int
	Headers http.Header
}

type reply struct {
	meta
	Text string
}

func send(w http.ResponseWriter, res *reply) {
	for k, vs := range res.Headers {
		w.Header()[k] = vs
	}
	w.WriteHeader(res.Status)
}

// The header goes beside the status.
func promoted(r *http.Request) *reply {
	if r.Header.Get("Authorization") == "" {
		return &reply{Status: http.StatusForbidden, Text: "log in first"} // want `^403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 26\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)$`
	}
	return nil
}

// It goes into the literal inside.
func spelledOut(r *http.Request) *reply {
	if r.Header.Get("Authorization") == "" {
		return &reply{meta: meta{Status: http.StatusForbidden}, Text: "log in first"} // want `^403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 34\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)$`
	}
	return nil
}

// There is one.
func challenged(r *http.Request) *reply {
	if r.Header.Get("Authorization") == "" {
		return &reply{Status: http.StatusUnauthorized, Headers: http.Header{"Www-Authenticate": {`Bearer realm="fixed"`}}}
	}
	return nil
}

func first(w http.ResponseWriter, r *http.Request) {
	if res := promoted(r); res != nil {
		send(w, res)
	}
}

func second(w http.ResponseWriter, r *http.Request) {
	if res := spelledOut(r); res != nil {
		send(w, res)
	}
}

func third(w http.ResponseWriter, r *http.Request) {
	if res := challenged(r); res != nil {
		send(w, res)
	}
}
