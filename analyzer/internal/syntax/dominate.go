package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// What dominates a place is read off the tree: Go's statements are structured,
// so a condition dominates what stands in its branch, and what follows it where
// its other branch leaves. This needs no control-flow graph, and keeps the
// expression with its names. It tells less than the flow of the engine, which
// knows of loops that end, calls that never come back and goto; but it also
// answers for functions that the flow has no reason to interpret.

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
	near := true // nothing but plain statements so far
	// Outwards: what is met first lies nearest.
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
			return out // its callers are another question
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
				// Also an else if: its own condition came before, further in.
				// One that leaves is an earlier statement, with an else or without.
				left := Leaves(info, up.Body)
				out = append(out, Test{Cond: up.Cond, Early: left, Near: left && near})
				near = false
			}
		case *ast.BinaryExpr:
			// The right side is looked at where the left did not decide.
			if n == up.Y && (up.Op == token.LAND || up.Op == token.LOR) {
				out = append(out, Test{Cond: up.X, Truth: up.Op == token.LAND})
				near = false
			}
		case *ast.ForStmt, *ast.RangeStmt:
			near = false
		case *ast.CompositeLit:
			if e := rowOf(info, path[:i+1], n); e != nil {
				out = append(out, Test{Cond: &ast.BinaryExpr{X: e, OpPos: e.Pos(), Op: token.EQL, Y: e}, Truth: true})
				near = false
			}
		}
	}
	return out
}

// rowOf is the error variable, or the named constant, that an element of a
// literal stands under as the value of a map, or beside in a row of a table; or
// nil.
func rowOf(info *types.Info, path []ast.Node, elem ast.Node) ast.Expr {
	lit := path[len(path)-1].(*ast.CompositeLit)
	t := info.TypeOf(lit)
	if t == nil {
		return nil
	}
	kv, keyed := elem.(*ast.KeyValueExpr)
	if _, ok := t.Underlying().(*types.Map); ok {
		if keyed && names(info, kv.Key) {
			return kv.Key
		}
		return nil
	}
	if _, ok := t.Underlying().(*types.Struct); !ok || len(path) < 2 {
		return nil
	}
	// A struct is a row where it is itself an element, keyed or not.
	up := path[len(path)-2]
	if kv, ok := up.(*ast.KeyValueExpr); ok && kv.Value == lit && len(path) > 2 {
		up = path[len(path)-3]
	}
	if _, ok := up.(*ast.CompositeLit); !ok {
		return nil
	}
	for _, e := range lit.Elts {
		if e == elem {
			continue
		}
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if names(info, e) {
			return e
		}
	}
	return nil
}

// names tells whether an expression names a package-level error, or a constant
// of a named type.
func names(info *types.Info, e ast.Expr) bool {
	id := Ident(e)
	switch o := info.Uses[id].(type) {
	case *types.Var:
		return o.Pkg() != nil && o.Parent() == o.Pkg().Scope() && IsError(o.Type())
	case *types.Const:
		_, ok := types.Unalias(o.Type()).(*types.Named)
		return ok
	}
	return false
}

// early adds what the statements before n tell because they leave otherwise.
func early(info *types.Info, out []Test, list []ast.Stmt, n ast.Node, near bool) ([]Test, bool) {
	// Without n, what is asked for is what holds at the end of the list.
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
			// What follows the loop saw no element for which it leaves.
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
		case *ast.SwitchStmt, *ast.TypeSwitchStmt:
			for _, t := range passedBy(info, st) {
				t.Early, t.Near = true, near
				out = append(out, t)
			}
			near = false
		case *ast.BlockStmt:
			// A block only keeps names apart.
			out, near = early(info, out, st.List, nil, near)
		case *ast.ForStmt, *ast.SelectStmt:
			near = false
		}
	}
	return out, near
}

// leftOver is what holds after an if statement of which some branches leave:
// the last condition first, as it lies nearest.
func leftOver(info *types.Info, st *ast.IfStmt) []Test {
	// Where both leave, nothing comes out, and what follows is dead.
	then, els := Leaves(info, st.Body), st.Else != nil && Leaves(info, st.Else)
	switch {
	case then && !els:
		// The else branch comes out here, and so does what its own tests let pass.
		out := []Test{{Cond: st.Cond}}
		if next, ok := st.Else.(*ast.IfStmt); ok {
			out = append(leftOver(info, next), out...)
		}
		return out
	case els && !then:
		// Only the first branch comes out here.
		return []Test{{Cond: st.Cond, Truth: true}}
	case st.Else == nil:
		// What leaves further inside does so under both conditions.
		inner, _ := early(info, nil, st.Body.List, nil, true)
		var out []Test
		for _, t := range inner {
			if t.Near {
				out = append(out, Test{Cond: &ast.BinaryExpr{X: st.Cond, OpPos: t.Cond.Pos(), Op: token.LAND, Y: negated(t)}})
			}
		}
		return out
	}
	return nil
}

// negated is the condition that does not hold where a test does. It stands in
// conditions that are made here, and is printed nowhere.
func negated(t Test) ast.Expr {
	if !t.Truth {
		return t.Cond
	}
	return &ast.UnaryExpr{OpPos: t.Cond.Pos(), Op: token.NOT, X: t.Cond}
}

// leavesFunc tells whether a block ends in a return: in a loop, other statements
// that leave only go on to the next element.
func leavesFunc(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	_, ok := b.List[len(b.List)-1].(*ast.ReturnStmt)
	return ok
}

// Leaves tells whether control never reaches the end of a statement.
func Leaves(info *types.Info, st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.BlockStmt:
		return len(st.List) > 0 && Leaves(info, st.List[len(st.List)-1])
	case *ast.IfStmt:
		return st.Else != nil && Leaves(info, st.Body) && Leaves(info, st.Else)
	case *ast.LabeledStmt:
		return Leaves(info, st.Stmt)
	case *ast.ExprStmt:
		c, ok := ast.Unparen(st.X).(*ast.CallExpr)
		return ok && EndsHere(info, c)
	}
	return false
}

// cases is what holds in a clause of a switch: its own values, then that the
// clauses before it did not match.
func cases(sw ast.Node, cc *ast.CaseClause) []Test {
	var body *ast.BlockStmt
	// Comparisons are made here, at the position of the value: the tree has none.
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
	// A clause with several values is met where one of them is.
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
	// The clause's own values lie nearest; what did not match before it is only
	// passed by, unless it is the default, which is chosen for nothing else.
	var out []Test
	if cc.List != nil {
		out = append(out, Test{Cond: any(cc), Truth: true})
	}
	for i := len(body.List) - 1; i >= 0; i-- {
		other := body.List[i].(*ast.CaseClause)
		// Of the clauses that follow, only a default knows that they did not match.
		if other == cc || other.List == nil || cc.List != nil && other.Pos() > cc.Pos() {
			continue
		}
		out = append(out, Test{Cond: any(other), Early: cc.List != nil, Near: false})
	}
	return out
}

// maxPassed bounds the clauses that are listed for what follows a switch: more
// tell nothing in a clause.
const maxPassed = 30

// passedBy is what holds after a switch all of whose clauses leave: that none
// matched.
func passedBy(info *types.Info, sw ast.Stmt) []Test {
	var body *ast.BlockStmt
	switch sw := sw.(type) {
	case *ast.SwitchStmt:
		body = sw.Body
	case *ast.TypeSwitchStmt:
		body = sw.Body
	default:
		return nil // a select waits, and refuses nothing
	}
	if len(body.List) > maxPassed {
		return nil
	}
	for _, st := range body.List {
		cc := st.(*ast.CaseClause)
		if len(cc.Body) == 0 {
			return nil
		}
		last := cc.Body[len(cc.Body)-1]
		// A break, and a fallthrough, come out after the switch.
		if b, ok := last.(*ast.BranchStmt); ok && b.Tok != token.CONTINUE && b.Tok != token.GOTO || !Leaves(info, last) {
			return nil
		}
	}
	return cases(sw, &ast.CaseClause{})
}

// switched is what a type switch looks at.
func switched(sw *ast.TypeSwitchStmt) ast.Expr {
	switch a := sw.Assign.(type) {
	case *ast.ExprStmt:
		if ta, ok := ast.Unparen(a.X).(*ast.TypeAssertExpr); ok {
			return ta.X
		}
	case *ast.AssignStmt:
		if ta, ok := ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr); ok {
			return ta.X
		}
	}
	return nil
}
