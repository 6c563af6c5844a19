// Package embeds has objects whose status lies in a struct that they embed, made
// by a helper.
package embeds

import "net/http"

type meta struct{ Status int }

type reply struct {
	meta
	Text string
}

func send(w http.ResponseWriter, res *reply) {
	w.WriteHeader(res.Status)
}

func refused() *reply {
	return &reply{meta: meta{Status: http.StatusForbidden}, Text: "log in first"}
}

func check(r *http.Request) *reply {
	if r.Header.Get("Authorization") == "" {
		return refused() // want `^403 \[want-401\]: no Authorization header was sent \(r\.Header\.Get, line 23\), so the caller is not authenticated: respond 401 with a challenge \(RFC 9110 §15\.5\.2\)$`
	}
	return nil
}

func first(w http.ResponseWriter, r *http.Request) {
	if res := check(r); res != nil {
		send(w, res)
	}
}

// Silent: what it points to is no part of it.
type wrapped struct {
	*meta
	Code int
}

func wrap() *wrapped {
	return &wrapped{meta: &meta{Status: http.StatusForbidden}, Code: http.StatusUnauthorized}
}

func inspect(r *http.Request) *wrapped {
	if r.Header.Get("Authorization") == "" {
		return wrap()
	}
	return nil
}

func second(w http.ResponseWriter, r *http.Request) {
	if res := inspect(r); res != nil {
		w.Header().Set("WWW-Authenticate", `Bearer realm="embeds"`)
		w.WriteHeader(res.Code)
	}
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	mux.HandleFunc("/first", first)
	mux.HandleFunc("/second", second)
}
