package metamorphic

import (
	"go/ast"
	"go/token"
)

// Chain makes chains of if statements of switches over a name or over nothing.
var Chain = &Transformation{Name: "switches into if chains", apply: within(chain)}

func chain(m *Module, s *Sites) Variant {
	return m.each(func(_ *Package, f *File) (edits []edit) {
		f.statements(s, func(stmt ast.Stmt) {
			if st, ok := stmt.(*ast.SwitchStmt); ok {
				t, ok := f.chained(st)
				if s.count(ok) {
					edits = append(edits, edit{f.offset(st.Pos()), f.offset(st.End()), t})
				}
			}
		})
		return edits
	})
}

// chained is what stands for a switch.
func (f *File) chained(st *ast.SwitchStmt) (t Text, ok bool) {
	if st.Tag != nil && !name(st.Tag) || leaves(st.Body) {
		return t, false
	}
	at := Place{f.Name, f.offset(st.Pos())}
	t.written("{ ", at)
	if st.Init != nil {
		t.copied(f, f.offset(st.Init.Pos()), f.offset(st.Init.End()))
		t.written("; ", at)
	}
	body := func(i int) {
		end := st.Body.Rbrace
		if i+1 < len(st.Body.List) {
			end = st.Body.List[i+1].Pos()
		}
		t.written(" {", at)
		t.copied(f, f.offset(st.Body.List[i].(*ast.CaseClause).Colon)+1, f.offset(end))
		t.written("}", at)
	}
	otherwise, cases := -1, 0
	for i, c := range st.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			otherwise = i
			continue
		}
		if cases++; cases > 1 {
			t.written(" else ", at)
		}
		t.written("if ", at)
		for k, x := range c.List {
			if k > 0 {
				t.written(" || ", at)
			}
			if st.Tag != nil {
				t.copied(f, f.offset(st.Tag.Pos()), f.offset(st.Tag.End()))
				t.written(" == ", at)
			}
			t.written("(", at)
			t.copied(f, f.offset(x.Pos()), f.offset(x.End()))
			t.written(")", at)
		}
		body(i)
	}
	if otherwise >= 0 {
		t.written(" else", at)
		body(otherwise)
	}
	t.written(" }", at)
	return t, cases > 0
}

// name tells whether an expression is a variable or a field of one.
func name(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return name(x.X)
	}
	return false
}

// leaves tells whether a break or fallthrough in a switch may be one of it.
func leaves(b *ast.BlockStmt) (found bool) {
	ast.Inspect(b, func(n ast.Node) bool {
		if st, ok := n.(*ast.BranchStmt); ok && st.Label == nil && (st.Tok == token.BREAK || st.Tok == token.FALLTHROUGH) {
			found = true
		}
		return !found
	})
	return found
}
