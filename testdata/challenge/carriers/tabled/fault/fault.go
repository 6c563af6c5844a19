// Package fault has errors that tell kinds apart, and knows of no status.
package fault

import "errors"

type Kind string

const (
	Broken Kind = "broken"
	Nobody Kind = "nobody"
	Gone   Kind = "gone"
)

type Fault struct {
	Kind Kind
	err  error
}

func (f *Fault) Error() string { return f.err.Error() }

func Internal(err error) error { return &Fault{Broken, err} }

func Anonymous() error { return &Fault{Nobody, errors.New("who are you")} }

func Away() error { return &Fault{Gone, errors.New("gone")} }

// Any is an error of any kind.
func Any(k Kind) error { return &Fault{k, errors.New("failed")} }
