// Package kit makes results of errors. Their status lies in a struct that is a
// part of them, and a method tells it.
package kit

import "net/http"

type Failure interface {
	error
	Wrap(error) Failure
	Status() int
}

type text struct {
	cause error
	text  string
}

func (t *text) Error() string { return t.text }
func (t *text) Unwrap() error { return t.cause }

type failure struct {
	text
	status int
}

func New(s string, status int) Failure { return with(s, status, nil) }

func with(s string, status int, cause error) Failure {
	return &failure{text: text{cause, s}, status: status}
}

func (f *failure) Status() int            { return f.status }
func (f *failure) Wrap(err error) Failure { return with(f.text.text, f.status, err) }

var Technical = New("technical", http.StatusInternalServerError)

type Result interface {
	Status() int
	Body() any
}

type Response struct {
	Code int
	Text string
}

type result struct{ response Response }

func (r result) Status() int { return r.response.Code }
func (r result) Body() any   { return r.response }

type Flow interface{ Failed(error) Result }

type flow struct{ state string }

func NewFlow() Flow { return &flow{} }

func (f *flow) Failed(err error) Result {
	fe := Technical
	if e, ok := err.(Failure); ok {
		fe = e
	} else {
		fe = fe.Wrap(err)
	}
	return result{Response{Code: fe.Status(), Text: f.state}}
}

// Embedded has the status in a struct that it embeds.
type Embedded struct{ *Response }

func (e Embedded) Status() int { return e.Code }

func Embed(f Failure) Embedded { return Embedded{&Response{Code: f.Status()}} }
