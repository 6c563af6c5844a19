// Package builders fills a response in one place and sends it in another.
package builders

import (
	"encoding/json"
	"net/http"
)

func known(r *http.Request) bool { return r.Header.Get("Authorization") != "" }

// reply is a builder.
type reply struct {
	w      http.ResponseWriter
	r      *http.Request
	status int
}

// New starts a reply; without a status it is 200.
func New(w http.ResponseWriter, r *http.Request) *reply {
	return &reply{w: w, r: r, status: http.StatusOK}
}

// WithStatus sets the status.
func (p *reply) WithStatus(status int) *reply {
	p.status = status
	return p
}

// WithChallenge sets the challenge on the writer.
func (p *reply) WithChallenge(c string) *reply {
	p.w.Header().Set("WWW-Authenticate", c)
	return p
}

// Write sends the reply; two chains give it 401.
func (p *reply) Write() {
	p.w.WriteHeader(p.status) // want `401 \[missing-challenge\]: p\.w\.WriteHeader in \(\*reply\)\.Write sends no WWW-Authenticate, from 2 places \(lines 42, 51\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
}

func getBrick(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		New(w, r).WithStatus(401).Write()
		return
	}
	New(w, r).Write()
}

func putBrick(w http.ResponseWriter, r *http.Request) {
	p := New(w, r)
	if !known(r) {
		p.WithStatus(http.StatusUnauthorized)
	}
	p.Write()
}

// The chain sets the challenge: silent.
func layBrick(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		New(w, r).WithStatus(http.StatusUnauthorized).WithChallenge(`Bearer realm="bricks"`).Write()
	}
}

// letter is a builder with a step that sets no status.
type letter struct {
	w      http.ResponseWriter
	status int
	paper  any
}

func compose(w http.ResponseWriter) *letter { return &letter{w: w, status: http.StatusOK} }

func (p *letter) stamp(status int) *letter {
	p.status = status
	return p
}

func (p *letter) text(body any) *letter {
	p.paper = body
	return p
}

func (p *letter) write() {
	p.w.WriteHeader(p.status) // want `401 \[missing-challenge\]: p\.w\.WriteHeader in \(\*letter\)\.write sends no WWW-Authenticate, from 2 places \(lines 89, 97\): set a challenge when the status is 401 \(RFC 9110 §15\.5\.2\)`
	json.NewEncoder(p.w).Encode(p.paper)
}

func getLetter(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		compose(w).stamp(http.StatusUnauthorized).text("log in first").write()
		return
	}
	compose(w).text("letter").write()
}

func putLetter(w http.ResponseWriter, r *http.Request) {
	if !known(r) {
		compose(w).text("log in first").stamp(http.StatusUnauthorized).write()
	}
}

// Two builders are two responses: the one that says 401 is never written.
func fireBrick(w http.ResponseWriter, r *http.Request) {
	refused := New(w, r).WithStatus(http.StatusUnauthorized)
	accepted := New(w, r).WithStatus(http.StatusAccepted)
	if refused.status != accepted.status {
		accepted.Write()
	}
}

// output is filled in one place and sent in another.
type output struct {
	Status int
	Body   []byte
}

func fill(r *http.Request) *output {
	out := &output{Status: http.StatusOK}
	if !known(r) {
		out.Status = http.StatusUnauthorized
		out.Body = []byte("log in first")
	}
	return out
}

func (o *output) send(w http.ResponseWriter) {
	w.WriteHeader(o.Status) // want `401 \[missing-challenge\]: w\.WriteHeader in \(\*output\)\.send sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
	w.Write(o.Body)
}

func getStone(w http.ResponseWriter, r *http.Request) {
	fill(r).send(w)
}

// A struct without a writer, returned through an interface.
type result struct {
	code int
	text string
}

func (x result) flush(w http.ResponseWriter) {
	http.Error(w, x.text, x.code) // want `401 \[missing-challenge\]: http\.Error in result\.flush sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

type quarry interface {
	Dig(r *http.Request) result
}

type pit struct{}

func (pit) Dig(r *http.Request) result {
	if !known(r) {
		return result{http.StatusUnauthorized, "log in first"}
	}
	return result{http.StatusOK, "stone"}
}

func dig(q quarry) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q.Dig(r).flush(w)
	}
}

// exchange keeps the status in the receiver between two methods.
type exchange struct {
	w    http.ResponseWriter
	code int
}

func (x *exchange) auth(r *http.Request) bool {
	if !known(r) {
		x.code = http.StatusUnauthorized
		return false
	}
	return true
}

func (x *exchange) finish() {
	if x.code == 0 {
		x.code = http.StatusOK
	}
	x.w.WriteHeader(x.code) // want `401 \[missing-challenge\]: x\.w\.WriteHeader in \(\*exchange\)\.finish sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

func getGravel(w http.ResponseWriter, r *http.Request) {
	x := &exchange{w: w}
	x.auth(r)
	x.finish()
}

// A controller in the manner of beego: embedded base with an output.
type base struct {
	out struct {
		status int
		w      http.ResponseWriter
	}
}

func (b *base) setStatus(code int) { b.out.status = code }

func (b *base) render(text string) {
	b.out.w.WriteHeader(b.out.status)
	b.out.w.Write([]byte(text))
}

type sandController struct {
	base
	r *http.Request
}

func (c *sandController) get() {
	if !known(c.r) {
		c.setStatus(http.StatusUnauthorized)
		c.render("log in first") // want `401 \[missing-challenge\]: c\.render in \(\*sandController\)\.get sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
		return
	}
	c.setStatus(http.StatusOK)
	c.render("sand")
}

func getSand(w http.ResponseWriter, r *http.Request) {
	c := &sandController{r: r}
	c.out.w = w
	c.get()
}

// http.Response is a struct as any other: copied into the writer.
func fakeUpstream(r *http.Request) *http.Response {
	resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}}
	if !known(r) {
		resp.StatusCode = http.StatusUnauthorized
	}
	return resp
}

func getLoam(w http.ResponseWriter, r *http.Request) {
	resp := fakeUpstream(r)
	w.WriteHeader(resp.StatusCode) // want `401 \[missing-challenge\]: w\.WriteHeader in getLoam sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15\.5\.2\)`
}

// A builder whose body holds the code and whose status is 200: silent.
type envelope struct {
	w    http.ResponseWriter
	Code int `json:"code"`
}

func (e *envelope) fail(code int) {
	e.Code = code
	e.w.WriteHeader(http.StatusOK)
	json.NewEncoder(e.w).Encode(e)
}

func getClay(w http.ResponseWriter, r *http.Request) {
	e := &envelope{w: w}
	if !known(r) {
		e.fail(http.StatusUnauthorized)
	}
}

// A status that is set and set again before it leaves: silent.
func putClay(w http.ResponseWriter, r *http.Request) {
	p := &turning{w: w}
	if !known(r) {
		p.status = http.StatusUnauthorized
	}
	p.status = http.StatusNotFound
	p.send()
}

type turning struct {
	w      http.ResponseWriter
	status int
}

func (p *turning) send() { p.w.WriteHeader(p.status) }

// The receiver knows the challenge and sends it with a 401: silent.
type gate struct {
	w      http.ResponseWriter
	status int
	scheme string
}

func (g *gate) deny() { g.status = http.StatusUnauthorized }

func (g *gate) close() {
	if g.status == http.StatusUnauthorized {
		g.w.Header().Set("WWW-Authenticate", g.scheme)
	}
	g.w.WriteHeader(g.status)
}

func getGate(w http.ResponseWriter, r *http.Request) {
	g := &gate{w: w, status: http.StatusOK, scheme: `Bearer realm="gate"`}
	if !known(r) {
		g.deny()
	}
	g.close()
}

// Routes registers the handlers.
func Routes(mux *http.ServeMux) {
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /brick":  getBrick,
		"PUT /brick":  putBrick,
		"POST /brick": layBrick,
		"GET /letter": getLetter,
		"PUT /letter": putLetter,
		"/fire":       fireBrick,
		"/stone":      getStone,
		"/pit":        dig(pit{}),
		"/gravel":     getGravel,
		"/sand":       getSand,
		"/loam":       getLoam,
		"GET /clay":   getClay,
		"PUT /clay":   putClay,
		"/gate":       getGate,
	} {
		mux.HandleFunc(pattern, h)
	}
}
