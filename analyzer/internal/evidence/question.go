package evidence

import "go/ast"

// source is the provenance of an expression at its own position.
func (j *Judge) source(e ast.Expr) Provenance {
	if e == nil {
		return 0
	}
	if j.asking || len(j.frames) > 1 {
		return j.question(func() Provenance { return j.prov(e, 0) })
	}
	key := sourceKey{of: e, frame: framesKey(j.frames)}
	if len(j.frames) == 1 {
		key.fn = j.frames[0].fn
	}
	p, ok := j.sources[key]
	if !ok {
		cut := j.cut
		p = j.question(func() Provenance { return j.prov(e, 0) })
		if j.cut == cut { // else a function was left out that is being read
			j.sources[key] = p
		}
	}
	return p
}

// A sourceKey is a question about an expression, asked in the function that it
// stands in or in one that is read for a call.
type sourceKey struct {
	of    ast.Expr
	fn    ast.Node
	frame string
}

// question counts what is looked at for one question and those within it. Each
// first one has all of the bound for itself: what it is told must not depend on
// those before it.
func (j *Judge) question(ask func() Provenance) Provenance {
	if !j.asking {
		j.asking, j.visits = true, 0
		defer func() { j.asking = false }()
	}
	return ask()
}
