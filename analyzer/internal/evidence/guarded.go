package evidence

import (
	"go/ast"
	"go/token"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Guarded tells whether the caller is known on every way to a handler, a
// *ast.FuncDecl or a *ast.FuncLit.
type Guarded func(fn ast.Node) bool

// Behind has the judge ask what stands before a handler.
func (j *Judge) Behind(g Guarded) { j.behind = g }

// guarded tells whether a function around a place is only reached by callers who
// are known.
func (j *Judge) guarded(path []ast.Node) bool {
	if j.behind == nil {
		return false
	}
	for i := len(path) - 1; i > 0; i-- {
		switch path[i].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			if j.behind(path[i]) {
				return true
			}
		}
	}
	return false
}

// CallerKnown tells whether the conditions that lead to a place say that the
// caller is known: they have shown valid credentials, or there is a user.
// Credentials that are merely there say nothing.
func (j *Judge) CallerKnown(path []ast.Node) bool {
	for _, t := range j.conditions(path) {
		k := syntax.Test{Cond: t.Cond, Truth: t.Truth}
		known, ok := j.showed[k] // it leads to many places
		if !ok {
			known = j.shows(t.Cond, t.Truth)
			j.showed[k] = known
		}
		if known {
			return true
		}
	}
	return false
}

// shows tells whether a condition with an outcome says that the caller is known.
func (j *Judge) shows(e ast.Expr, truth bool) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return j.shows(x.X, !truth)
		}
	case *ast.BinaryExpr:
		if x.Op != token.LAND && x.Op != token.LOR {
			break
		}
		a, b := j.shows(x.X, truth), j.shows(x.Y, truth)
		if (x.Op == token.LAND) == truth {
			return a || b
		}
		return a && b
	}
	if j.eval(e, truth, 0).est {
		return true
	}
	o := j.eval(e, !truth, 0)
	if o.mixed || agree(o.fails) != Authentication {
		return false
	}
	for _, f := range o.fails {
		if f.Subject == Credential && f.Test == Absent {
			return false
		}
	}
	return true
}
