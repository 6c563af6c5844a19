package evidence

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Follow hands the judge the flow of control. Without it, and in functions that
// the flow did not come by, conditions are those that the syntax shows.
func (j *Judge) Follow(flow Flow) {
	j.flow = flow
	clear(j.sources)
}

// conditions lists what dominates the last node of a path inside its function,
// innermost first. The flow adds what the syntax hides: that a call never comes
// back, how a loop ends, where a goto leads.
func (j *Judge) conditions(path []ast.Node) []syntax.Test {
	out := syntax.Tests(j.info, path)
	if j.flow == nil {
		return out
	}
	g, from, ok := j.passed(path)
	if !ok {
		return out
	}
	seen := map[ast.Expr]bool{}
	early := map[ast.Expr]int{} // where out has it
	for i, t := range out {
		operands(t.Cond, func(e ast.Expr) { seen[e] = true })
		if e, _ := plain(t.Cond, t.Truth); t.Early {
			early[e] = i
		}
	}
	n := len(out)
	for ; g != nil; g = g.Up {
		if at, ok := early[g.Cond]; ok {
			if _, truth := plain(out[at].Cond, out[at].Truth); truth != g.Truth { // a goto leads here from where it came out the other way
				out[at].Truth = !out[at].Truth
				n = -1
				continue
			}
		}
		known := !g.Cond.Pos().IsValid() || g.Cond.Pos() < from
		if !known {
			operands(g.Cond, func(e ast.Expr) { known = known || seen[e] })
		}
		if known {
			continue
		}
		out = append(out, syntax.Test{Cond: g.Cond, Truth: g.Truth, Early: true})
	}
	if len(out) == n {
		return out
	}
	slices.SortStableFunc(out, func(a, b syntax.Test) int { return cmp.Compare(b.Cond.Pos(), a.Cond.Pos()) })
	if out[0].Early {
		out[0].Near = true
	}
	return out
}

// passed are the guards of the innermost statement of a path that the flow came
// by, and where the function begins that the statement stands in.
func (j *Judge) passed(path []ast.Node) (g *engine.Guard, from token.Pos, ok bool) {
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i].(type) {
		case *ast.FuncLit:
			return g, n.Pos(), ok
		case *ast.FuncDecl:
			return g, n.Pos(), ok
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		case ast.Stmt:
			if !ok {
				g, ok = j.flow.Guards(n)
			}
		}
	}
	return g, 0, ok
}

// plain is a condition without what turns it round.
func plain(e ast.Expr, truth bool) (ast.Expr, bool) {
	for {
		e = ast.Unparen(e)
		u, ok := e.(*ast.UnaryExpr)
		if !ok || u.Op != token.NOT {
			return e, truth
		}
		e, truth = u.X, !truth
	}
}

// operands calls f for a condition and its parts without short circuits.
func operands(e ast.Expr, f func(ast.Expr)) {
	e = ast.Unparen(e)
	f(e)
	switch x := e.(type) {
	case *ast.BinaryExpr:
		operands(x.X, f)
		operands(x.Y, f)
	case *ast.UnaryExpr:
		operands(x.X, f)
	case *ast.TypeAssertExpr:
		if x.Type != nil {
			f(x.Type)
		}
	}
}
