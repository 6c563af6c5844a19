package engine

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (in *interp) switchStmt(ss []*state, label string, st *ast.SwitchStmt) []*state {
	if st.Init != nil {
		ss = in.stmt(ss, st.Init, "")
	}
	if st.Tag != nil {
		ss = in.calls(ss, st.Tag)
	}
	test := func(e ast.Expr) ast.Expr {
		if st.Tag == nil {
			return e
		}
		return in.caseOf(e, func() ast.Expr { return &ast.BinaryExpr{X: st.Tag, OpPos: e.Pos(), Op: token.EQL, Y: e} })
	}
	f := in.push(label, false)
	var out, fall []*state
	rest := ss
	var deflt *ast.CaseClause
	bodies := make([][]*state, len(st.Body.List))
	for i, c := range st.Body.List {
		cc := c.(*ast.CaseClause)
		if cc.List == nil {
			deflt = cc
			continue
		}
		var enter []*state
		for _, e := range cc.List {
			if !in.spend(len(rest)) {
				break
			}
			cond := test(e)
			enter = append(enter, in.refine(clones(rest), cond, true)...)
			rest = in.joinStates(in.refine(rest, cond, false))
		}
		bodies[i] = in.joinStates(enter)
		if len(cc.List) > 1 {
			in.guardAll(bodies[i], in.anyCase(cc, test), true)
		}
	}
	for i, c := range st.Body.List {
		cc := c.(*ast.CaseClause)
		enter := bodies[i]
		if cc == deflt {
			enter = rest
		}
		enter = in.joinStates(append(in.clean(enter), fall...))
		fall = nil
		end := in.block(enter, cc.Body)
		if n := len(cc.Body); n > 0 {
			if b, ok := cc.Body[n-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				fall = in.falls
				in.falls = nil
				continue
			}
		}
		out = append(out, end...)
	}
	in.pop()
	if deflt == nil {
		out = append(out, in.clean(rest)...)
	}
	return in.joinStates(append(out, f.breaks...))
}

func (in *interp) typeSwitch(ss []*state, label string, st *ast.TypeSwitchStmt) []*state {
	if st.Init != nil {
		ss = in.stmt(ss, st.Init, "")
	}
	var x ast.Expr
	switch a := st.Assign.(type) {
	case *ast.ExprStmt:
		x = ast.Unparen(a.X).(*ast.TypeAssertExpr).X
	case *ast.AssignStmt:
		x = ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr).X
	}
	ss = in.calls(ss, x)
	test := func(e ast.Expr) ast.Expr {
		return in.caseOf(e, func() ast.Expr { return &ast.TypeAssertExpr{X: x, Lparen: e.Pos(), Type: e, Rparen: e.End()} })
	}
	f := in.push(label, false)
	var out []*state
	rest := ss
	var deflt *ast.CaseClause
	bodies := make([][]*state, len(st.Body.List))
	bind := func(s *state, cc *ast.CaseClause, v Value) {
		if obj, ok := in.info.Implicits[cc].(*types.Var); ok {
			in.assignVar(s, obj, v)
		}
	}
	for i, c := range st.Body.List {
		cc := c.(*ast.CaseClause)
		if cc.List == nil {
			deflt = cc
			continue
		}
		var enter []*state
		for _, e := range cc.List {
			t := in.info.TypeOf(e)
			var next []*state
			for _, s := range rest {
				v := in.eval(s, x)
				yes := s.clone()
				got, ok := in.assertType(yes, v, t, false)
				if ok {
					if len(cc.List) > 1 {
						got = v
					}
					bind(yes, cc, got)
					in.guard(yes, test(e), true)
					enter = append(enter, yes)
				}
				if in.deny(s, x, v, t, false) {
					in.guard(s, test(e), false)
					next = append(next, s)
				}
			}
			rest = next
		}
		bodies[i] = in.joinStates(enter)
		if len(cc.List) > 1 {
			in.guardAll(bodies[i], in.anyCase(cc, test), true)
		}
	}
	for i, c := range st.Body.List {
		cc := c.(*ast.CaseClause)
		enter := bodies[i]
		if cc == deflt {
			enter = rest
			for _, s := range enter {
				bind(s, cc, in.eval(s, x))
			}
		}
		out = append(out, in.block(in.clean(enter), cc.Body)...)
	}
	in.pop()
	if deflt == nil {
		out = append(out, in.clean(rest)...)
	}
	return in.joinStates(append(out, f.breaks...))
}
