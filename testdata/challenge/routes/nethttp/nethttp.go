// Package nethttp wires handlers with net/http: what stands around a handler in
// view may set the challenge for it.
package nethttp

import (
	"net/http"
	"time"
)

func refuse(w http.ResponseWriter, r *http.Request) bool {
	return r.Header.Get("Authorization") == ""
}

func ahead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
		next.ServeHTTP(w, r)
	})
}

func plain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// late sets it when the handler has answered.
func late(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	})
}

// ownOnly sets it for its own 401 and no other.
func ownOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type asker struct{ http.ResponseWriter }

func (a asker) WriteHeader(code int) {
	if code == http.StatusUnauthorized {
		a.Header().Set("WWW-Authenticate", `Bearer realm="x"`)
	}
	a.ResponseWriter.WriteHeader(code)
}

type counter struct {
	http.ResponseWriter
	status int
}

func (c *counter) WriteHeader(code int) {
	c.status = code
	c.ResponseWriter.WriteHeader(code)
}

func asking(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(asker{w}, r) })
}

func counting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(&counter{ResponseWriter: w}, r) })
}

func byHand(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func byHandPlain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in byHandPlain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func byHandLate(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in byHandLate sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func byHandOwn(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in byHandOwn sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func wrapped(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func counted(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in counted sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func timed(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func timedPlain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in timedPlain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func stripped(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func limited(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func sameOrigin(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func chained(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func chainedPlain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in chainedPlain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

func ofTable(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func ofTablePlain(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in ofTablePlain sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

// Two routes lead here, and one of them sets no challenge: an edit here would
// replace the one that the other sets.
func both(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in both sends no WWW-Authenticate on the way from GET /both/open: set a challenge there too \(RFC 9110 §15.5.2\)`
}

// A helper that only a covered handler calls.
func helped(w http.ResponseWriter, r *http.Request) {
	if refuse(w, r) {
		deny(w)
	}
}

func deny(w http.ResponseWriter) {
	http.Error(w, "no", http.StatusUnauthorized)
}

// chain puts the first middleware outermost.
func chain(h http.Handler, with ...func(http.Handler) http.Handler) http.Handler {
	for i := len(with) - 1; i >= 0; i-- {
		h = with[i](h)
	}
	return h
}

type route struct {
	pattern string
	handler http.HandlerFunc
	with    []func(http.Handler) http.Handler
}

func Routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/hand", ahead(http.HandlerFunc(byHand)))
	mux.Handle("/hand/plain", plain(http.HandlerFunc(byHandPlain)))
	mux.Handle("/hand/late", late(http.HandlerFunc(byHandLate)))
	mux.Handle("/hand/own", ownOnly(http.HandlerFunc(byHandOwn)))
	mux.Handle("/wrapped", asking(http.HandlerFunc(wrapped)))
	mux.Handle("/counted", counting(http.HandlerFunc(counted)))
	mux.Handle("/timed", ahead(http.TimeoutHandler(http.HandlerFunc(timed), time.Second, "late")))
	mux.Handle("/timed/plain", http.TimeoutHandler(http.HandlerFunc(timedPlain), time.Second, "late"))
	mux.Handle("/stripped/", ahead(http.StripPrefix("/stripped", http.HandlerFunc(stripped))))
	mux.Handle("/limited", http.MaxBytesHandler(ahead(http.HandlerFunc(limited)), 1<<20))
	mux.Handle("/same", http.NewCrossOriginProtection().Handler(ahead(http.HandlerFunc(sameOrigin))))
	mux.Handle("/chained", chain(http.HandlerFunc(chained), plain, ahead))
	mux.Handle("/chained/plain", chain(http.HandlerFunc(chainedPlain), plain, plain))
	mux.Handle("GET /both", ahead(http.HandlerFunc(both)))
	mux.HandleFunc("GET /both/open", both)
	mux.Handle("/helped", ahead(http.HandlerFunc(helped)))
	for _, r := range []route{
		{"/table", ofTable, []func(http.Handler) http.Handler{ahead}},
		{"/table/plain", ofTablePlain, nil},
	} {
		mux.Handle(r.pattern, chain(r.handler, r.with...))
	}
	return mux
}
