package route

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A middleware is often what a function returns that was given a flag, a list or a
// configuration. Its conditions on these have one outcome, as long as it is that one,
// and those on the method and the path of a request have one on each route.

// fixed is the outcome of a condition in a function, for the requests of a route: one
// that rests on nothing but these, and on what a literal keeps from around it and
// does not change, or that asks a function which rests on these.
func (m *machine) fixed(fn *function, cond ast.Expr, req request) (is, ok bool) {
	if fn == nil || cond == nil {
		return false, false
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		is, ok = m.fixed(fn, e.X, req)
		return !is, ok && e.Op == token.NOT
	case *ast.BinaryExpr:
		if settles := e.Op == token.LOR; settles || e.Op == token.LAND {
			x, xok := m.fixed(fn, e.X, req)
			y, yok := m.fixed(fn, e.Y, req)
			if xok && x == settles || yok && y == settles {
				return settles, true
			}
			return !settles, xok && yok
		}
	case *ast.CallExpr:
		if c, _ := m.callee(e); c == nil && m.keptBy(fn, e.Fun) {
			return m.evaluated(fn, e, req)
		}
	}
	if !m.keptBy(fn, cond) {
		return false, false
	}
	return m.evaluated(fn, cond, req)
}

// evaluated is a truth as the variables around a literal have it.
func (m *machine) evaluated(fn *function, e ast.Expr, req request) (is, ok bool) {
	defer m.about(req)()
	f := &frame{machine: m, env: newEnv(fn.env), looks: true}
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if g, _ := m.callee(c); g == nil {
			return f.answerOf(f.eval(c.Fun))
		}
	}
	t, ok := one[truth](f.eval(e))
	return bool(t), ok
}

// answerOf is the truth that the functions among values give, whichever is asked.
func (f *frame) answerOf(asked values) (is, ok bool) {
	for i, v := range asked.set {
		if o, ok := v.(*outside); ok && len(asked.set) == 1 && !asked.other {
			g, isFunc := o.by.(*types.Func)
			return false, isFunc && f.has(g, model.Never)
		}
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

// keptBy tells whether all that an expression rests on is constant, or a part of the
// request that its route tells, or stands around a literal and keeps the value that it
// had when that was made.
func (m *machine) keptBy(fn *function, e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			_, is := m.requestPart(n)
			return !is
		case *ast.CallExpr:
			g, _ := m.callee(n)
			if g != nil && m.tellsPath(g) {
				return false
			}
			ok = ok && g != nil && pureText(g)
		case *ast.FuncLit:
			ok = false
		case *ast.IndexExpr:
			ok = ok && syntax.Var(m.info(n), n.X) != nil && !m.filledElsewhere(n)
		case *ast.Ident:
			v, isVar := m.use(n).(*types.Var)
			switch {
			case !isVar:
			case v.IsField(), v.Pkg() != nil && v.Parent() == v.Pkg().Scope():
				ok = ok && m.settled(v)
			case fn.env.holder(v) != nil:
				ok = ok && fn.lit != nil && !m.moved[v] && !m.changed[v]
			default:
				d, _ := m.onlyOf(n)
				ok = ok && d != nil && m.keptBy(fn, d)
			}
		}
		return ok
	})
	return ok
}

// pureText tells whether a function of the standard library only compares texts.
func pureText(g *types.Func) bool {
	switch g.FullName() {
	case "strings.HasPrefix", "strings.HasSuffix", "strings.Contains", "strings.EqualFold", "slices.Contains":
		return true
	}
	return false
}

// onlyOf is what gives a local variable its only value, and the result that it is.
func (m *machine) onlyOf(id *ast.Ident) (ast.Expr, int) {
	u := m.at(id.Pos())
	if u == nil || u.Defs == nil {
		return nil, 0
	}
	if v, ok := m.use(id).(*types.Var); !ok || m.moved[v] || m.changed[v] {
		return nil, 0
	}
	if ds := u.Defs.Of(id, id.Pos()); len(ds) == 1 && ds[0].Expr != nil && !ds[0].Range {
		return ds[0].Expr, ds[0].Index
	}
	return nil, 0
}

// excludes tells whether a status can't leave in a function on a route, because a
// condition that leads to it has the other outcome there.
func (m *machine) excludes(fn *function, g *engine.Guard, req request) bool {
	for ; g != nil; g = g.Up {
		if is, ok := m.fixed(fn, g.Cond, req); ok && is != g.Truth {
			return true
		}
	}
	return false
}

// never tells whether a function does not hand on at a place for the requests of a
// route.
func (w *walk) never(fn *function, at ast.Node, req request) bool {
	return slices.ContainsFunc(w.testsOf(fn, at), func(t syntax.Test) bool {
		is, ok := w.fixed(fn, t.Cond, req)
		return ok && is != t.Truth
	})
}

// testsOf are the conditions in a function that lead to a place.
func (w *walk) testsOf(fn *function, at ast.Node) []syntax.Test {
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
	return ts
}

// asksAll tells whether a library's middleware asks everybody on a way for
// credentials: what would let others pass is not there, or says no.
func (w *walk) asksAll(v value, s way) bool {
	o, ok := v.(*outside)
	if !ok {
		return true
	}
	defer w.about(s.request())()
	f := &frame{machine: w.machine, env: newEnv(nil), looks: true}
	for _, skip := range o.skips {
		if skip.isNil() {
			continue
		}
		if is, told := f.passesOver(skip); !told || is {
			return false
		}
	}
	return true
}

// passesOver tells whether a flag is set, a function says yes, or what answers errors
// goes on.
func (f *frame) passesOver(skip values) (is, told bool) {
	if is, told := one[truth](skip); told {
		return bool(is), true
	}
	for _, fn := range all[*function](skip) {
		if f.handles(f.signature(fn)) && !answersBool(f.signature(fn)) {
			goesOn := slices.ContainsFunc(f.bodyOf(fn).outs, func(o handing) bool { return slices.Contains(o.to.set, value(next{})) })
			return goesOn, !skip.other && len(skip.set) == 1
		}
	}
	return f.answerOf(skip)
}

func answersBool(sig *types.Signature) bool {
	return sig.Results().Len() == 1 && syntax.IsBool(sig.Results().At(0).Type())
}
