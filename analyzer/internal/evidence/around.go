package evidence

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A helper that other functions of the package call, and nothing else does, is
// entered under what they found out: a condition holds in it that holds at each
// call, with what the call hands over in place of the parameters.

const (
	maxAround = 3    // calls within one another that are looked out of
	maxSites  = 8    // calls of one function that are asked
	maxAsked  = 4000 // calls that are asked in one package
)

// A Flow is what the engine tells of control.
type Flow interface {
	// Guards are the conditions that control passed on every way to a
	// statement; ok is false where they are not known.
	Guards(ast.Stmt) (g *engine.Guard, ok bool)
	// OnlyCalled tells whether calls in this package are all that a function
	// is used for.
	OnlyCalled(*types.Func) bool
}

// A site is a way on which control comes to a place.
type site struct {
	path  []ast.Node    // to the call
	tests []syntax.Test // of the place and of the calls, innermost first
	said  string        // by what lies between the call and the place
}

// WeighAround is Weigh for a place in a function whose own conditions decide
// nothing: what led to the calls of the function does, if it is the same for all.
func (j *Judge) WeighAround(path []ast.Node, status int64) Verdict {
	return j.around(site{path: path, tests: j.conditions(path)}, status, 0)
}

func (j *Judge) around(s site, status int64, depth int) Verdict {
	v := j.weighSite(s, status, depth)
	if v.Class != Silent || depth == maxAround {
		return v
	}
	if o := j.tests(s.tests, 0); o.mixed || len(o.fails) > 0 {
		return v // it found something out that is not clear
	}
	fd := enclosing(s.path)
	if fd == nil || j.reading(fd) {
		return v
	}
	f, ok := j.info.Defs[fd.Name].(*types.Func)
	if !ok || j.flow == nil || !j.flow.OnlyCalled(f) {
		return v
	}
	calls := j.callsOf(f)
	if j.asks += len(calls); len(calls) == 0 || len(calls) > maxSites || j.asks > maxAsked {
		return v
	}
	said := s.said + j.text(s.path, status)
	for i, c := range calls {
		path := j.callPath(c)
		j.push(c, f.Signature(), fd)
		w := j.around(site{path, slices.Concat(s.tests, j.conditions(path)), said}, status, depth+1)
		j.pop()
		switch {
		case i > 0 && (w.Class != v.Class || w.Subject != v.Subject || w.Test != v.Test):
			return Verdict{}
		case i == 0 || !w.High && v.High:
			v = w
		}
	}
	v.Key, v.Part = "", nil // another check at each call
	return v
}

// weighSite is the verdict on a way without those who call its function.
func (j *Judge) weighSite(s site, status int64, depth int) Verdict {
	if depth == 0 {
		return j.Weigh(s.path, status)
	}
	return j.decide(s.path, s.tests, s.said+j.text(s.path, status), status)
}

// enclosing is the declaration that the end of a path stands in, outside of
// literals.
func enclosing(path []ast.Node) *ast.FuncDecl {
	for _, n := range slices.Backward(path) {
		switch n := n.(type) {
		case *ast.FuncLit:
			return nil
		case *ast.FuncDecl:
			return n
		}
	}
	return nil
}

// callPath leads from the file to a call.
func (j *Judge) callPath(c *ast.CallExpr) []ast.Node {
	path := syntax.PathTo(j.defs.File(c.Pos()), c.Pos())
	return path[:slices.Index(path, ast.Node(c))+1]
}

// closureCalls are what led to the calls of the closure that a place stands in,
// without a condition of its own: one that a variable keeps which is only
// called, here or by functions that it is handed to.
func (j *Judge) closureCalls(path []ast.Node) [][]syntax.Test {
	at := -1
	for i := len(path) - 2; i > 0 && at < 0; i-- {
		if _, ok := path[i].(*ast.FuncLit); ok {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	st, ok := path[at-1].(*ast.AssignStmt)
	if !ok || len(st.Lhs) != 1 || len(st.Rhs) != 1 || len(j.conditions(path[at:])) > 0 {
		return nil
	}
	id, ok := st.Lhs[0].(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := j.info.Defs[id].(*types.Var)
	if !ok {
		return nil
	}
	out, ok := j.callsOfVar(v, path[1], 0)
	if !ok {
		return nil
	}
	return out
}

// callsOfVar are what leads to the calls of a variable in a declaration; ok is
// false where more is done with it, or there are too many.
func (j *Judge) callsOfVar(v *types.Var, in ast.Node, depth int) (out [][]syntax.Test, ok bool) {
	ok = true
	ast.PreorderStack(in, []ast.Node{j.defs.File(in.Pos())}, func(n ast.Node, path []ast.Node) bool {
		path = append(path, n)
		use, isIdent := n.(*ast.Ident)
		if !isIdent || !ok || j.info.Uses[use] != v {
			return true
		}
		c, isCall := path[len(path)-2].(*ast.CallExpr)
		var within [][]syntax.Test
		switch {
		case !isCall:
			ok = false
		case c.Fun == n:
			within = [][]syntax.Test{nil}
		default:
			within, ok = j.callsInCallee(c, use, depth)
		}
		for _, ts := range within {
			out = append(out, slices.Concat(ts, j.conditions(path[:len(path)-1])))
		}
		ok = ok && len(out) <= maxReturns
		return true
	})
	return out, ok
}

// callsInCallee are what leads, in the function that a call names, to the calls
// of the parameter that is handed an argument.
func (j *Judge) callsInCallee(c *ast.CallExpr, arg ast.Expr, depth int) ([][]syntax.Test, bool) {
	f := syntax.Callee(j.info, c)
	if f == nil || depth == maxAround {
		return nil, false
	}
	i, ps := slices.Index(c.Args, arg), f.Origin().Signature().Params()
	fd := j.decls[f.Origin()]
	if fd == nil || i < 0 || i >= ps.Len() || f.Signature().Variadic() {
		return nil, false
	}
	return j.callsOfVar(ps.At(i), fd, depth+1)
}
