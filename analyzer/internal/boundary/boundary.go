// Package boundary keeps a mistake of the analysis in the part that it struck.
package boundary

import (
	"fmt"
	"go/token"
)

// A Report is told what could not be analysed.
type Report func(pos token.Pos, text string)

// Run calls do. A panic in it is reported as an error about what is at pos,
// and whoever called goes on with the next part.
func (r Report) Run(pos token.Pos, what string, do func()) (ok bool) {
	cause := Try(do)
	if cause != nil {
		r.Failed(pos, what, cause)
	}
	return cause == nil
}

// Failed reports a panic.
func (r Report) Failed(pos token.Pos, what string, cause any) {
	if r != nil {
		r(pos, fmt.Sprintf("the analysis of %s failed (%v), so nothing is reported in it: please report this", what, cause))
	}
}

// Try calls do and returns what it panicked with, for callers that can narrow
// down what went wrong; nil if it came to its end.
func Try(do func()) (cause any) {
	defer func() { cause = recover() }()
	do()
	return nil
}
