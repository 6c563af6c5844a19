package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A middleware is often what a function returns that was given a flag, a list or a
// configuration. Its conditions on these have one outcome, as long as it is that one.

// fixed is the outcome of a condition in a function, on a route with a method: one
// that rests on nothing but what a literal keeps from around it, and that does not
// change, or on that method, or that asks a function which rests on these.
func (m *machine) fixed(fn *function, cond ast.Expr, method string) (is, ok bool) {
	if fn == nil || cond == nil {
		return false, false
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		is, ok = m.fixed(fn, e.X, method)
		return !is, ok && e.Op == token.NOT
	case *ast.BinaryExpr:
		if settles := e.Op == token.LOR; settles || e.Op == token.LAND {
			x, xok := m.fixed(fn, e.X, method)
			y, yok := m.fixed(fn, e.Y, method)
			if xok && x == settles || yok && y == settles {
				return settles, true
			}
			return !settles, xok && yok
		}
		if m.asksMethod(e.X) && m.keptBy(fn, e.Y) || m.asksMethod(e.Y) && m.keptBy(fn, e.X) {
			return m.evaluated(fn, e, method)
		}
	case *ast.CallExpr:
		if c, _ := m.callee(e); c == nil && m.keptBy(fn, e.Fun) {
			return m.evaluated(fn, e, method)
		}
	}
	if !m.keptBy(fn, cond) {
		return false, false
	}
	return m.evaluated(fn, cond, method)
}

// evaluated is a truth as the variables around a literal have it.
func (m *machine) evaluated(fn *function, e ast.Expr, method string) (is, ok bool) {
	before := m.verb
	m.verb = method
	defer func() { m.verb = before }()
	f := &frame{machine: m, env: newEnv(fn.env)}
	c, calls := ast.Unparen(e).(*ast.CallExpr)
	if !calls {
		t, ok := one[truth](f.eval(e))
		return bool(t), ok
	}
	asked := f.eval(c.Fun)
	for i, v := range asked.set {
		g, isFunc := v.(*function)
		if !isFunc || asked.other {
			return false, false
		}
		got := f.apply(g, nil)
		if len(got) != 1 {
			return false, false
		}
		t, told := one[truth](got[0])
		if !told || i > 0 && bool(t) != is {
			return false, false
		}
		is, ok = bool(t), true
	}
	return is, ok
}

// asksMethod tells whether an expression is the method of the request.
func (m *machine) asksMethod(e ast.Expr) bool {
	x, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && m.methodOf(m.use(x.Sel))
}

// methodOf tells whether a field is the method of a request, which nobody changes.
func (m *machine) methodOf(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.IsField() && v.Name() == "Method" && v.Pkg() != nil && v.Pkg().Path() == "net/http" && !m.changed[v]
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
				ok = ok && fn.lit != nil && !m.moved[v] && !m.changed[v] && fn.env.holder(v) != nil
			}
		}
		return ok
	})
	return ok
}

// excludes tells whether a status can't leave in a function on a route, because a
// condition that leads to it has the other outcome there.
func (m *machine) excludes(fn *function, g *engine.Guard, method string) bool {
	for ; g != nil; g = g.Up {
		if is, ok := m.fixed(fn, g.Cond, method); ok && is != g.Truth {
			return true
		}
	}
	return false
}

// never tells whether a function does not hand on at a place on a route with a method.
func (w *walk) never(fn *function, at ast.Node, method string) bool {
	ts, ok := w.tests[at]
	if !ok {
		path := w.pathOf(at)
		if i := slices.Index(path, fn.node()); i > 0 {
			path = path[i:]
		}
		if len(path) > 0 {
			ts = syntax.Tests(w.info(at), path)
		}
		w.tests[at] = ts
	}
	return slices.ContainsFunc(ts, func(t syntax.Test) bool {
		is, ok := w.fixed(fn, t.Cond, method)
		return ok && is != t.Truth
	})
}
