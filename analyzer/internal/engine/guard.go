package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Test is a condition that dominates a place, with the outcome that leads
// there. Where a case has several values it is their disjunction.
type Test struct {
	Cond  ast.Expr
	Truth bool
	Early bool // an earlier statement left where it came out otherwise
	Near  bool // Early, and nothing but plain statements between
	Loop  bool // it came out so for every element of a loop
}

// Tests lists the conditions that dominate the last node of a path inside its
// function, innermost first.
func Tests(info *types.Info, path []ast.Node) []Test {
	var out []Test
	near := true
	for i := len(path) - 2; i >= 0; i-- {
		n := path[i+1]
		switch up := path[i].(type) {
		case *ast.FuncLit:
			if len(out) > 0 {
				return out
			}
			// A closure that only answers: what led to it decides.
			near = true
		case *ast.FuncDecl:
			return out
		case *ast.BlockStmt:
			out, near = early(info, out, up.List, n, near)
		case *ast.CommClause:
			out, near = early(info, out, up.Body, n, near)
		case *ast.CaseClause:
			if s, ok := n.(ast.Stmt); ok && slices.Contains(up.Body, s) {
				out, near = early(info, out, up.Body, n, near)
				if i >= 2 {
					out = append(out, cases(path[i-2], up)...)
					near = false
				}
			}
		case *ast.IfStmt:
			switch n {
			case up.Body:
				out = append(out, Test{Cond: up.Cond, Truth: true})
				near = false
			case up.Else:
				out = append(out, Test{Cond: up.Cond})
				near = false
			}
		case *ast.BinaryExpr:
			if n == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				out = append(out, Test{Cond: up.X, Truth: up.Op == token.LAND})
				near = false
			}
		case *ast.ForStmt, *ast.RangeStmt:
			near = false
		}
	}
	return out
}

// early adds what the statements before n tell because they leave otherwise.
func early(info *types.Info, out []Test, list []ast.Stmt, n ast.Node, near bool) ([]Test, bool) {
	at := len(list)
	for i, st := range list {
		if ast.Node(st) == n {
			at = i
		}
	}
	for i := at - 1; i >= 0; i-- {
		switch st := list[i].(type) {
		case *ast.IfStmt:
			for _, t := range leftOver(info, st) {
				t.Early, t.Near = true, near
				out = append(out, t)
			}
			near = false
		case *ast.RangeStmt:
			if len(st.Body.List) > 0 {
				if is, ok := st.Body.List[len(st.Body.List)-1].(*ast.IfStmt); ok {
					if leavesFunc(is.Body) {
						for _, t := range leftOver(info, is) {
							t.Early, t.Near, t.Loop = true, near, true
							out = append(out, t)
						}
					}
				}
			}
			near = false
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.ForStmt, *ast.SelectStmt:
			near = false
		}
	}
	return out, near
}

// leftOver is what holds after an if statement of which some branches leave:
// the last condition first, as it lies nearest.
func leftOver(info *types.Info, st *ast.IfStmt) []Test {
	then, els := leaves(info, st.Body), st.Else != nil && leaves(info, st.Else)
	switch {
	case then && !els:
		out := []Test{{Cond: st.Cond}}
		if next, ok := st.Else.(*ast.IfStmt); ok {
			out = append(leftOver(info, next), out...)
		}
		return out
	case els && !then:
		return []Test{{Cond: st.Cond, Truth: true}}
	}
	return nil
}

func leavesFunc(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	_, ok := b.List[len(b.List)-1].(*ast.ReturnStmt)
	return ok
}

// leaves tells whether control never reaches the end of a statement.
func leaves(info *types.Info, st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.BlockStmt:
		return len(st.List) > 0 && leaves(info, st.List[len(st.List)-1])
	case *ast.IfStmt:
		return st.Else != nil && leaves(info, st.Body) && leaves(info, st.Else)
	case *ast.LabeledStmt:
		return leaves(info, st.Stmt)
	case *ast.ExprStmt:
		c, ok := unparen(st.X).(*ast.CallExpr)
		return ok && syntax.EndsHere(info, c)
	}
	return false
}

// cases is what holds in a clause of a switch: its own values, then that the
// clauses before it did not match.
func cases(sw ast.Node, cc *ast.CaseClause) []Test {
	var body *ast.BlockStmt
	test := func(e ast.Expr) ast.Expr { return e }
	switch sw := sw.(type) {
	case *ast.SwitchStmt:
		body = sw.Body
		if sw.Tag != nil {
			test = func(e ast.Expr) ast.Expr { return &ast.BinaryExpr{X: sw.Tag, OpPos: e.Pos(), Op: token.EQL, Y: e} }
		}
	case *ast.TypeSwitchStmt:
		body = sw.Body
		x := switched(sw)
		test = func(e ast.Expr) ast.Expr {
			return &ast.TypeAssertExpr{X: x, Lparen: e.Pos(), Type: e, Rparen: e.End()}
		}
	default:
		return nil
	}
	any := func(cc *ast.CaseClause) ast.Expr {
		var all ast.Expr
		for _, e := range cc.List {
			if all == nil {
				all = test(e)
			} else {
				all = &ast.BinaryExpr{X: all, OpPos: e.Pos(), Op: token.LOR, Y: test(e)}
			}
		}
		return all
	}
	var out []Test
	if cc.List != nil {
		out = append(out, Test{Cond: any(cc), Truth: true})
	}
	for i := len(body.List) - 1; i >= 0; i-- {
		other := body.List[i].(*ast.CaseClause)
		if other == cc || other.List == nil || cc.List != nil && other.Pos() > cc.Pos() {
			continue
		}
		out = append(out, Test{Cond: any(other), Early: cc.List != nil, Near: false})
	}
	return out
}

// switched is what a type switch looks at.
func switched(sw *ast.TypeSwitchStmt) ast.Expr {
	switch a := sw.Assign.(type) {
	case *ast.ExprStmt:
		if ta, ok := unparen(a.X).(*ast.TypeAssertExpr); ok {
			return ta.X
		}
	case *ast.AssignStmt:
		if ta, ok := unparen(a.Rhs[0]).(*ast.TypeAssertExpr); ok {
			return ta.X
		}
	}
	return nil
}
