package engine

import (
	"go/ast"
	"go/token"
	"go/types"
)

// The guards of a state are the conditions that control passed on the way to
// it, each with its outcome. Where ways meet, what all of them passed stays. As
// states whose path ends (a return, a panic, a call that never comes back) are
// gone, what is left of an if statement guards what follows it.

// A Guard is a condition that dominates a point, with its outcome; guards form
// a list from the innermost outwards. Equal lists are one pointer.
type Guard struct {
	Cond  ast.Expr // of a switch, the comparison with the tag
	Truth bool
	Up    *Guard
	depth int
}

// guards are the guards of a package.
type guards struct {
	known map[Guard]*Guard
	made  map[ast.Node]ast.Expr // the conditions of cases, by case
	reach map[ast.Stmt]passed
}

// passed is what holds on every way to a statement.
type passed struct {
	guards *Guard
	left   bool // a status: no other leaves after it
}

// guard notes that control passed a condition.
func (in *interp) guard(s *state, e ast.Expr, truth bool) {
	g := Guard{Cond: e, Truth: truth, Up: s.guards}
	if g.Up != nil {
		g.depth = g.Up.depth + 1
	}
	if in.guards.known[g] == nil {
		in.guards.known[g] = &g
	}
	s.guards = in.guards.known[g]
}

// guardAll notes it for several states.
func (in *interp) guardAll(ss []*state, e ast.Expr, truth bool) []*state {
	for _, s := range ss {
		in.guard(s, e, truth)
	}
	return ss
}

// caseOf is the condition under which one value of a case is met.
func (p *pkg) caseOf(e ast.Expr, made func() ast.Expr) ast.Expr {
	if p.guards.made[e] == nil {
		p.guards.made[e] = made()
	}
	return p.guards.made[e]
}

// anyCase is the condition of a case with several values, whose states may have
// met any of them.
func (p *pkg) anyCase(cc *ast.CaseClause, test func(ast.Expr) ast.Expr) ast.Expr {
	if p.guards.made[cc] == nil {
		all := test(cc.List[0])
		for _, e := range cc.List[1:] {
			all = &ast.BinaryExpr{X: all, OpPos: e.Pos(), Op: token.LOR, Y: test(e)}
		}
		p.guards.made[cc] = all
	}
	return p.guards.made[cc]
}

// passes notes the guards of the states that reach a statement.
func (in *interp) passes(ss []*state, st ast.Stmt) {
	if _, ok := st.(*ast.BlockStmt); ok || len(ss) == 0 {
		return // its statements have their own
	}
	now, known := in.guards.reach[st]
	if !known {
		now = passed{ss[0].guards, true}
	}
	for _, s := range ss {
		now = passed{commonGuards(now.guards, s.guards), now.left && s.left()}
	}
	in.guards.reach[st] = now
}

// Guards are the conditions that control passed on every way to a statement
// inside its function or literal, innermost first; a disjunction is one guard.
// They are not known (ok is false) where the engine did not come by: in
// functions that can't matter, and in code that nothing reaches.
func (r *Result) Guards(st ast.Stmt) (g *Guard, ok bool) {
	now, ok := r.pkg.guards.reach[st]
	return now.guards, ok
}

// OnlyCalled tells whether calls in this package are all that a function is used
// for: no importer, interface or variable has it.
func (r *Result) OnlyCalled(f *types.Func) bool {
	fn := r.pkg.fns[f]
	return fn != nil && fn.deferred
}

// commonGuards is the longest common outer part of two guard lists.
func commonGuards(a, b *Guard) *Guard {
	for a != b {
		switch {
		case a == nil || b == nil:
			return nil
		case a.depth > b.depth:
			a = a.Up
		case b.depth > a.depth:
			b = b.Up
		default:
			if a.Cond == b.Cond && a.Truth == b.Truth && a.Up == b.Up {
				return a
			}
			a, b = a.Up, b.Up
		}
	}
	return a
}
