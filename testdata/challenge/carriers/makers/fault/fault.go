// Package fault makes errors in the ways that constructors are written: which
// status one has is settled one or two calls further down, in an option, or in
// what a literal captured.
package fault

import "net/http"

// Kind is a kind of fault.
type Kind int

// The kinds.
const (
	Internal Kind = iota
	Anonymous
	Missing
)

var statuses = map[Kind]int{
	Internal:  http.StatusInternalServerError,
	Anonymous: http.StatusUnauthorized,
	Missing:   http.StatusNotFound,
}

// Fault is the error.
type Fault struct {
	Status int
	Text   string
	cause  error
}

func (f *Fault) Error() string { return f.Text }

// Unwrap is the cause.
func (f *Fault) Unwrap() error { return f.cause }

func numbered(status int, text string) *Fault { return &Fault{Status: status, Text: text} }

// New makes one of any kind.
func New(k Kind, text string) *Fault { return numbered(statuses[k], text) }

// Broken makes one of one kind.
func Broken(text string) *Fault { return New(Internal, text) }

// SignIn makes one of another.
func SignIn(text string) *Fault { return New(Anonymous, text) }

// Wrap is a function value.
var Wrap = func(err error) *Fault {
	f := Broken(err.Error())
	f.cause = err
	return f
}

func maker(k Kind) func(text string) error {
	return func(text string) error { return New(k, text) }
}

// Lost and Unknown are constructors that a function made.
var (
	Lost    = maker(Missing)
	Unknown = maker(Anonymous)
)

// Option changes a fault.
type Option func(*Fault)

// Cause is an option.
func Cause(err error) Option { return func(f *Fault) { f.cause = err } }

func status(n int) Option { return func(f *Fault) { f.Status = n } }

// With takes options.
func With(text string, opts ...Option) *Fault {
	f := &Fault{Status: http.StatusInternalServerError, Text: text}
	for _, o := range opts {
		o(f)
	}
	return f
}

// Crash takes one of them.
func Crash(text string, err error) error { return With(text, Cause(err)) }

// Refuse takes the other.
func Refuse(text string) error { return With(text, status(http.StatusUnauthorized)) }

// Draft is a fault that is not finished.
type Draft struct{ f Fault }

// Begin starts one.
func Begin(k Kind) *Draft { return &Draft{Fault{Status: statuses[k]}} }

// Say adds the text.
func (d *Draft) Say(text string) *Draft {
	d.f.Text = text
	return d
}

// Done is the error.
func (d *Draft) Done() error { return &d.f }
