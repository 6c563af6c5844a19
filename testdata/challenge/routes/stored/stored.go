// Package stored sets the challenge and then calls a handler that a field, a
// variable or an option keeps. Its default stands in the same package.
package stored

import "net/http"

type Field struct{ Refused http.Handler }

func NewField() *Field { return &Field{Refused: http.HandlerFunc(refuseField)} }

func (o *Field) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, _, ok := r.BasicAuth(); ok {
		return
	}
	w.Header().Set("WWW-Authenticate", `Basic realm="one"`)
	o.Refused.ServeHTTP(w, r)
}

func refuseField(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

type FuncField struct {
	Refused func(http.ResponseWriter, *http.Request)
}

func NewFuncField() *FuncField {
	o := new(FuncField)
	o.Refused = refuseFuncField
	return o
}

func (o *FuncField) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="two"`)
	o.Refused(w, r)
}

func refuseFuncField(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

type LiteralField struct{ Refused http.HandlerFunc }

func NewLiteralField() *LiteralField {
	return &LiteralField{Refused: func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no", http.StatusUnauthorized)
	}}
}

func (o *LiteralField) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="three"`)
	o.Refused(w, r)
}

var Refused http.Handler = http.HandlerFunc(refuseGlobal)

func Global(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="four"`)
	Refused.ServeHTTP(w, r)
}

func refuseGlobal(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

func Local(w http.ResponseWriter, r *http.Request) {
	var h http.Handler = http.HandlerFunc(refuseLocal)
	w.Header().Set("WWW-Authenticate", `Basic realm="five"`)
	h.ServeHTTP(w, r)
}

func refuseLocal(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

type options struct{ refused http.HandlerFunc }

type Option func(*options)

func WithRefused(h http.HandlerFunc) Option { return func(o *options) { o.refused = h } }

func New(opts ...Option) http.Handler {
	o := &options{refused: refuseOption}
	for _, opt := range opts {
		opt(o)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="six"`)
		o.refused(w, r)
	})
}

func refuseOption(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

var answers = map[string]http.HandlerFunc{"no": refuseTable, "yes": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) }}

func Table(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="seven"`)
	answers[r.URL.Path](w, r)
}

func refuseTable(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized)
}

// Bare calls its default without a challenge.
type Bare struct{ Refused http.Handler }

func NewBare() *Bare { return &Bare{Refused: http.HandlerFunc(refuseBare)} }

func (o *Bare) ServeHTTP(w http.ResponseWriter, r *http.Request) { o.Refused.ServeHTTP(w, r) }

func refuseBare(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in refuseBare sends no WWW-Authenticate: set a challenge before it \(RFC 9110 §15.5.2\)`
}

// Mixed sets it on one path only, and calls the default on both.
type Mixed struct{ Refused http.Handler }

func NewMixed() *Mixed { return &Mixed{Refused: http.HandlerFunc(refuseMixed)} }

func (o *Mixed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", `Basic realm="eight"`)
	o.Refused.ServeHTTP(w, r)
}

func (o *Mixed) Other(w http.ResponseWriter, r *http.Request) { o.Refused.ServeHTTP(w, r) }

func refuseMixed(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "no", http.StatusUnauthorized) // want `401 \[missing-challenge\]: http.Error in refuseMixed sends no WWW-Authenticate on the way from \(\*Mixed\).Other: set a challenge there too \(RFC 9110 §15.5.2\)`
}
