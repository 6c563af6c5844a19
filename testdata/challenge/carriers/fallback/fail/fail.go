// Package fail has an error whose status a table has for its private kind, and one for
// which a switch has it. Whoever asks for either gets one of an internal failure where
// there is none.
package fail

import "errors"

type kind int

const (
	internal kind = iota
	anonymous
	gone
)

var numbers = [...]int{internal: 500, anonymous: 401, gone: 410}

type Problem struct {
	k   kind
	err error
}

func (p *Problem) Error() string { return p.err.Error() }
func (p *Problem) Status() int   { return numbers[p.k] }

func of(k kind, err error) *Problem { return &Problem{k, err} }

func Internal(err error) error { return of(internal, err) }
func Anonymous(s string) error { return of(anonymous, errors.New(s)) }

func As(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	return of(internal, err)
}

type Refusal struct{ k kind }

func (r Refusal) Error() string { return "refused" }

func (r Refusal) Status() int {
	switch r.k {
	case anonymous:
		return 401
	case gone:
		return 410
	}
	return 500
}

func Broken() error  { return Refusal{internal} }
func Refused() error { return Refusal{anonymous} }

func AsRefusal(err error) Refusal {
	if r, ok := err.(Refusal); ok {
		return r
	}
	return Refusal{internal}
}
