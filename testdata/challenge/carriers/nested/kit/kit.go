// Package kit makes results of errors. Their status lies in a struct that is a
// part of them, and a method tells it.
package kit

import "net/http"

type Failure interface {
	error
	Status() int
}

type failure struct {
	text   string
	status int
}

func New(text string, status int) Failure { return &failure{text, status} }

func (f *failure) Error() string { return f.text }
func (f *failure) Status() int   { return f.status }

var Technical = New("technical", http.StatusInternalServerError)

type Response struct {
	Code int
	Text string
}

type Result struct{ response Response }

func (r Result) Status() int { return r.response.Code }
func (r Result) Body() any   { return r.response }

type Flow struct{ state string }

func (f *Flow) Failed(err Failure) Result {
	return Result{Response{Code: err.Status(), Text: f.state}}
}

// Embedded has the status in a struct that it embeds.
type Embedded struct{ *Response }

func (e Embedded) Status() int { return e.Code }

func Embed(f Failure) Embedded { return Embedded{&Response{Code: f.Status()}} }
