package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Move moves the statement at a position up, before the one that answers, with
// the comment above it. Both stand in one list of statements; what the moved
// one uses is there already and the same, and it does nothing else. The result
// is nil where this is not so.
func (m *Maker) Move(late token.Pos, node ast.Node) []analysis.TextEdit {
	p := m.place(node)
	if p == nil || p.later {
		return nil
	}
	list := syntax.Statements(p.block)
	if late < p.stmt.Pos() {
		return m.hurry(p, list, late)
	}
	from := slices.Index(list, p.stmt)
	to := slices.IndexFunc(list, func(st ast.Stmt) bool { return st.Pos() <= late && late < st.End() })
	if from < 0 || to < 0 {
		return nil
	}
	st := list[to]
	switch x := st.(type) {
	case *ast.ExprStmt:
		if call, ok := x.X.(*ast.CallExpr); !ok || from >= to || !m.movable(call, list[from:to]) {
			return nil
		}
	case *ast.AssignStmt:
		if from >= to || !m.movableEntry(x, list[from:to]) {
			return nil
		}
	case *ast.IfStmt:
		if from >= to || !m.movableCheck(x, list[from:to]) {
			return nil
		}
	default:
		return nil
	}
	s := m.source(p.file)
	head, _ := s.line(st.Pos())
	target, _ := s.line(p.stmt.Pos())
	_, tail := s.line(st.End())
	tail = strings.TrimSpace(tail)
	if strings.Trim(head, " \t") != "" || strings.Trim(target, " \t") != "" || tail != "" && !strings.HasPrefix(tail, "//") {
		return nil
	}
	start := st.Pos()
	for _, g := range p.file.Comments {
		if s.file.Line(g.End())+1 == s.file.Line(st.Pos()) && list[to-1].End() < g.Pos() {
			if above, _ := s.line(g.Pos()); strings.Trim(above, " \t") == "" {
				start = g.Pos()
			}
		}
	}
	before, _ := s.line(start)
	_, rest := s.line(st.End())
	end := st.End() + token.Pos(len(rest))
	moved := s.slice(start, end)
	eol := s.eol()
	next := end + token.Pos(len(eol))
	if int(next)-s.file.Base() > len(s.text) {
		return nil
	}
	return m.tried(p.file, []analysis.TextEdit{
		{Pos: p.stmt.Pos(), End: p.stmt.Pos(), NewText: []byte(moved + eol + target)},
		{Pos: start - token.Pos(len(before)), End: next},
	})
}

// hurry makes a deferred call before the statement of a place run at once.
func (m *Maker) hurry(p *place, list []ast.Stmt, late token.Pos) []analysis.TextEdit {
	i := slices.IndexFunc(list, func(st ast.Stmt) bool { return st.Pos() <= late && late < st.End() })
	if i < 0 {
		return nil
	}
	d, ok := list[i].(*ast.DeferStmt)
	if !ok || !m.movable(d.Call, list[i:i+1]) {
		return nil
	}
	return m.tried(p.file, []analysis.TextEdit{{Pos: d.Pos(), End: d.Call.Pos()}})
}

// movableCheck is movable for a header that is set under a check, mostly of the
// status, with nothing else under it.
func (m *Maker) movableCheck(st *ast.IfStmt, over []ast.Stmt) bool {
	if st.Init != nil || st.Else != nil || len(st.Body.List) != 1 || !m.steady(st.Cond, []ast.Expr{st.Cond}, over) {
		return false
	}
	fields := false
	ast.Inspect(st.Cond, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		fields = fields || ok && m.info.Selections[sel] != nil
		return !fields
	})
	if fields && len(over) > 1 {
		return false // what else runs may change it
	}
	switch in := st.Body.List[0].(type) {
	case *ast.ExprStmt:
		call, ok := in.X.(*ast.CallExpr)
		return ok && m.movable(call, over)
	case *ast.AssignStmt:
		return m.movableEntry(in, over)
	}
	return false
}

// movableEntry is movable for the entry of a header map.
func (m *Maker) movableEntry(st *ast.AssignStmt, over []ast.Stmt) bool {
	if st.Tok != token.ASSIGN || len(st.Lhs) != 1 || len(st.Rhs) != 1 {
		return false
	}
	x, ok := st.Lhs[0].(*ast.IndexExpr)
	if !ok || m.info.Types[x.Index].Value == nil {
		return false
	}
	// As if it were set by a call.
	return m.accessor(x.X) && m.steady(x.X, nil, over) && m.steady(st.Rhs[0], []ast.Expr{st.Rhs[0]}, over)
}

// pure are functions that only make a text of their arguments.
var pure = []string{"fmt.Sprintf", "fmt.Sprint", "strconv.Quote", "strconv.Itoa", "strings.Join", "strings.Replace", "strings.ReplaceAll", "strings.TrimSpace", "strings.ToLower"}

// movable tells whether a call that sets a header does the same before some
// statements as after them.
func (m *Maker) movable(call *ast.CallExpr, over []ast.Stmt) bool {
	fun, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return isSel && m.accessor(fun.X) && m.steady(call, call.Args, over)
}

// accessor tells whether an expression is a name, with methods that lead to
// the header.
func (m *Maker) accessor(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok || len(x.Args) > 0 {
				return false
			}
			e = sel.X
		default:
			return plain(x)
		}
	}
}

// steady tells whether an expression is the same before some statements as
// after them, and calls nothing in its arguments that does anything.
func (m *Maker) steady(e ast.Expr, args []ast.Expr, over []ast.Stmt) bool {
	first := over[0].Pos()
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.UnaryExpr:
			ok = ok && m.info.Types[n.(ast.Expr)].Value != nil
		case *ast.CallExpr:
			if within(args, n) {
				f := syntax.Callee(m.info, n)
				ok = ok && (f != nil && slices.Contains(pure, f.FullName()) || m.info.Types[n.Fun].IsType())
			}
		case *ast.Ident:
			if v, isVar := m.info.Uses[n].(*types.Var); isVar && !v.IsField() {
				ok = ok && (v.Pos() < first || v.Parent() == m.pass.Pkg.Scope()) && !m.changes(over, v)
			}
		}
		return ok
	})
	return ok
}

func within(es []ast.Expr, n ast.Node) bool {
	return slices.ContainsFunc(es, func(e ast.Expr) bool { return e.Pos() <= n.Pos() && n.End() <= e.End() })
}

// changes tells whether statements declare or assign a variable.
func (m *Maker) changes(list []ast.Stmt, v *types.Var) bool {
	return slices.ContainsFunc(list, func(st ast.Stmt) bool { return m.Changes(st, v) })
}

// Changes tells whether a node declares or assigns a variable, or gives its
// address away.
func (m *Maker) Changes(in ast.Node, v *types.Var) bool {
	found := false
	is := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			found = found || m.info.ObjectOf(id) == types.Object(v)
		}
	}
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				is(e)
			}
		case *ast.IncDecStmt:
			is(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				is(n.X)
			}
		case *ast.RangeStmt:
			if n.Key != nil {
				is(n.Key)
			}
			if n.Value != nil {
				is(n.Value)
			}
		}
		return !found
	})
	return found
}
