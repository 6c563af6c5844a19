// Package build keeps headers in maps, and copies them to the response when it
// is written: what such a map has is known.
package build

import (
	"maps"
	"net/http"
)

// Answer is built step by step.
type Answer struct {
	to      http.ResponseWriter
	status  int
	headers http.Header
	text    string
}

// New begins one.
func New(w http.ResponseWriter) *Answer {
	return &Answer{to: w, status: http.StatusOK, headers: make(http.Header)}
}

// Status notes the status.
func (a *Answer) Status(n int) *Answer { a.status = n; return a }

// Header notes a header.
func (a *Answer) Header(name, value string) *Answer {
	a.headers.Set(name, value)
	return a
}

// Text notes the body.
func (a *Answer) Text(s string) *Answer {
	a.text = s
	a.headers.Set("Content-Type", "text/plain")
	return a
}

// Write answers.
func (a *Answer) Write() {
	a.head()
	a.to.Write([]byte(a.text))
}

func (a *Answer) head() {
	maps.Copy(a.to.Header(), a.headers)
	a.to.WriteHeader(a.status) // want `401 \[missing-challenge\]: a\.to\.WriteHeader in \(\*Answer\)\.head sends no WWW-Authenticate, from 2 places \(lines 52, 57\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

// LogIn is one of two that lack it.
func LogIn(w http.ResponseWriter) {
	New(w).Status(http.StatusUnauthorized).Header("X-Reason", "nobody").Text("log in").Write()
}

// LogInAgain is the other.
func LogInAgain(w http.ResponseWriter) {
	New(w).Text("log in again").Status(http.StatusUnauthorized).Write()
}

// LogInWith has one: silent.
func LogInWith(w http.ResponseWriter) {
	New(w).Status(http.StatusUnauthorized).Header("WWW-Authenticate", `Bearer realm="build"`).Text("log in").Write()
}

// Pairs keeps them as plain texts, and makes the map when there is need of it.
type Pairs struct {
	w       http.ResponseWriter
	headers map[string]string
}

// With adds a pair.
func (p *Pairs) With(k, v string) *Pairs {
	if p.headers == nil {
		p.headers = map[string]string{}
	}
	p.headers[k] = v
	return p
}

// Send answers.
func (p *Pairs) Send(status int) {
	for k, v := range p.headers {
		p.w.Header().Set(k, v)
	}
	p.w.WriteHeader(status) // want `401 \[missing-challenge\]: p\.w\.WriteHeader in \(\*Pairs\)\.Send sends no WWW-Authenticate, from 2 places \(lines 93, 103\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func pairs(w http.ResponseWriter) *Pairs {
	return &Pairs{w: w, headers: map[string]string{"X-By": "pairs"}}
}

func Plain(w http.ResponseWriter) {
	pairs(w).With("X-Reason", "nobody").Send(http.StatusUnauthorized)
}

// Silent.
func PlainWith(w http.ResponseWriter) {
	pairs(w).With("Www-Authenticate", `Bearer realm="build"`).Send(http.StatusUnauthorized)
}

func Lazy(w http.ResponseWriter) {
	p := &Pairs{w: w}
	p.Send(http.StatusUnauthorized)
}

// Silent.
func LazyWith(w http.ResponseWriter) {
	p := &Pairs{w: w}
	p.With("WWW-Authenticate", `Bearer realm="build"`)
	p.Send(http.StatusUnauthorized)
}

// Later makes the map in another method.
type Later struct {
	w       http.ResponseWriter
	headers map[string]string
}

func (l *Later) begin() { l.headers = map[string]string{} }

func (l *Later) With(k, v string) *Later {
	if l.headers == nil {
		l.begin()
	}
	l.headers[k] = v
	return l
}

func (l *Later) Send(status int) {
	for k, v := range l.headers {
		l.w.Header().Set(k, v)
	}
	l.w.WriteHeader(status) // want `401 \[missing-challenge\]: l\.w\.WriteHeader in \(\*Later\)\.Send sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func Begun(w http.ResponseWriter) {
	l := &Later{w: w}
	l.With("X-Reason", "nobody").Send(http.StatusUnauthorized)
}

// Silent.
func BegunWith(w http.ResponseWriter) {
	l := &Later{w: w}
	l.With("X-Reason", "nobody").With("WWW-Authenticate", `Bearer realm="build"`).Send(http.StatusUnauthorized)
}

// A map that a function is given.
func send(w http.ResponseWriter, status int, headers map[string]string) {
	for k := range headers {
		w.Header().Add(k, headers[k])
	}
	w.WriteHeader(status) // want `401 \[missing-challenge\]: w\.WriteHeader in send sends no WWW-Authenticate, from 2 places \(lines 156, 160\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func Given(w http.ResponseWriter) {
	send(w, http.StatusUnauthorized, nil)
}

func GivenOther(w http.ResponseWriter) {
	send(w, http.StatusUnauthorized, map[string]string{"Age": "1"})
}

// Silent: it has one, or may have.
func GivenOne(w http.ResponseWriter) {
	send(w, http.StatusUnauthorized, map[string]string{"WWW-Authenticate": `Bearer realm="build"`})
}

func GivenSome(w http.ResponseWriter, from map[string]string) { send(w, http.StatusUnauthorized, from) }

func GivenRequest(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), r.Header)
	w.WriteHeader(http.StatusUnauthorized)
}

func put(w http.ResponseWriter, status int, h http.Header) {
	for k, vs := range h {
		w.Header()[k] = vs
	}
	w.WriteHeader(status)
}

func Put(w http.ResponseWriter) {
	put(w, http.StatusUnauthorized, http.Header{}) // want `401 \[missing-challenge\]: put in Put sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// Silent: a helper fills the map.
func PutFilled(w http.ResponseWriter) {
	h := http.Header{}
	fill(h)
	put(w, http.StatusUnauthorized, h)
}

func fill(h http.Header) { h.Set("WWW-Authenticate", `Bearer realm="build"`) }
