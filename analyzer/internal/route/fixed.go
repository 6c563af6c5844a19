package route

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// A middleware is often what a function returns that was given a flag, a list or a
// configuration. Its conditions on these have one outcome, as long as it is that one.

// fixed is the outcome of a condition in a literal that rests on nothing but what the
// literal keeps from around it, and that does not change.
func (m *machine) fixed(fn *function, cond ast.Expr) (is, ok bool) {
	if fn == nil || fn.lit == nil || fn.env == nil {
		return false, false
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		is, ok = m.fixed(fn, e.X)
		return !is, ok
	case *ast.BinaryExpr:
		settles := e.Op == token.LOR
		if settles || e.Op == token.LAND {
			x, xok := m.fixed(fn, e.X)
			y, yok := m.fixed(fn, e.Y)
			switch {
			case xok && x == settles, yok && y == settles:
				return settles, true
			}
			return !settles, xok && yok
		}
	}
	if !m.keptBy(fn, cond) {
		return false, false
	}
	f := &frame{machine: m, env: newEnv(fn.env)}
	t, ok := one[truth](f.eval(cond))
	return bool(t), ok
}

// keptBy tells whether all that an expression rests on is constant, or stands around a
// literal and keeps the value that it had when that was made.
func (m *machine) keptBy(fn *function, e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.FuncLit, *ast.IndexExpr:
			ok = false
		case *ast.Ident:
			v, isVar := m.use(n).(*types.Var)
			switch {
			case !isVar:
			case v.IsField(), v.Pkg() != nil && v.Parent() == v.Pkg().Scope():
				ok = ok && m.settled(v)
			default:
				ok = ok && !m.moved[v] && !m.changed[v] && fn.env.holder(v) != nil
			}
		}
		return ok
	})
	return ok
}

// excludes tells whether a status can't leave in a function, because a condition that
// leads to it has the other outcome there.
func (m *machine) excludes(fn *function, g *engine.Guard) bool {
	for ; g != nil; g = g.Up {
		if is, ok := m.fixed(fn, g.Cond); ok && is != g.Truth {
			return true
		}
	}
	return false
}
