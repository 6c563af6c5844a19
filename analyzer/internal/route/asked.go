package route

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// maxAsked bounds the functions that ask one another whether a caller may pass.
const maxAsked = 4

// knownAt tells whether the caller is known where a path leads: its conditions say
// so, or a function was asked first, in view, that tells so only of callers who are
// known where it returns.
func (m *machine) knownAt(path []ast.Node, depth int) bool {
	if len(path) == 0 || depth > maxAsked {
		return false
	}
	u := m.at(path[0].Pos())
	if u == nil || u.Known == nil {
		return false
	}
	if u.Known(path) {
		return true
	}
	for _, t := range syntax.Tests(u.Info, path) {
		if m.vouches(u.Unit, t.Cond, t.Truth, depth) {
			return true
		}
	}
	return false
}

// vouches tells whether a condition with an outcome is what a function gives only
// for callers who are known.
func (m *machine) vouches(u *Unit, e ast.Expr, truth bool, depth int) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && m.vouches(u, x.X, !truth, depth)
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && truth, x.Op == token.LOR && !truth:
			return m.vouches(u, x.X, truth, depth) || m.vouches(u, x.Y, truth, depth)
		case (x.Op == token.EQL || x.Op == token.NEQ) && u.Info.Types[x.Y].IsNil():
			return m.onlyKnown(u, x.X, answer{isNil: (x.Op == token.EQL) == truth, nils: true}, depth)
		}
	case *ast.Ident, *ast.CallExpr:
		if t := u.Info.TypeOf(x.(ast.Expr)); t != nil && syntax.IsBool(t) {
			return m.onlyKnown(u, e, answer{is: truth}, depth)
		}
	}
	return false
}

// An answer is what a function gave: true or false, nil or not.
type answer struct{ nils, isNil, is bool }

// onlyKnown tells whether the function in view that gave the value of an expression
// gives that answer only where the caller is known.
func (m *machine) onlyKnown(u *Unit, e ast.Expr, a answer, depth int) bool {
	c, idx := u.Defs.Call(e, e.Pos())
	if c == nil {
		return false
	}
	fn, _ := m.callee(c)
	d := m.decls[fn]
	if fn == nil || d == nil || !m.handles(fn.Signature()) {
		return false
	}
	gives := false
	for r := range syntax.Returns(d.Body) {
		if !m.mayBe(r, idx, a) {
			continue
		}
		if gives = m.knownAt(m.pathOf(r), depth+1); !gives {
			break
		}
	}
	return gives
}

// mayBe tells whether a statement may return an answer.
func (m *machine) mayBe(st *ast.ReturnStmt, idx int, a answer) bool {
	if len(st.Results) <= idx {
		return true
	}
	e := st.Results[idx]
	tv := m.typed(e)
	if tv.Type == nil {
		return true // ill-typed
	}
	switch {
	case !a.nils && tv.Value != nil && tv.Value.Kind() == constant.Bool:
		return constant.BoolVal(tv.Value) == a.is
	case a.nils && tv.IsNil():
		return a.isNil
	case a.nils && a.isNil && types.IsInterface(m.info(e).TypeOf(e)):
		return !m.fails(st)
	case a.nils && a.isNil:
		return !m.view(e).Fails(e)
	}
	return true
}
