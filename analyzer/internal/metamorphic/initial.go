package metamorphic

import "go/ast"

// Initial makes statements of their own of what if statements begin with.
var Initial = &Transformation{Name: "if statements without their first", apply: within(initial)}

func initial(m *Module, s *Sites) Variant {
	return m.each(func(_ *Package, f *File) (edits []edit) {
		f.statements(s, func(stmt ast.Stmt) {
			st, ok := stmt.(*ast.IfStmt)
			if !ok || st.Init == nil {
				return
			}
			s.count(true)
			from, end := f.offset(st.Pos()), f.offset(st.End())
			at := Place{f.Name, from}
			var t Text
			t.written("{ ", at)
			t.copied(f, f.offset(st.Init.Pos()), f.offset(st.Init.End()))
			t.written("; if ", at)
			edits = append(edits, edit{from, f.offset(st.Cond.Pos()), t}, replace(f, end, end, " }"))
		})
		return edits
	})
}
