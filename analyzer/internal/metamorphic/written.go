package metamorphic

import (
	"go/ast"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Written writes http.Error out.
var Written = &Transformation{Name: "http.Error written out", apply: within(writtenError)}

func writtenError(m *Module, s *Sites) Variant {
	return m.each(func(p *Package, f *File) (edits []edit) {
		f.statements(s, func(stmt ast.Stmt) {
			st, ok := stmt.(*ast.ExprStmt)
			if !ok {
				return
			}
			call, ok := st.X.(*ast.CallExpr)
			if !ok || len(call.Args) != 3 {
				return
			}
			if fn := syntax.Callee(p.TypesInfo, call); fn == nil || fn.FullName() != "net/http.Error" {
				return
			}
			if !s.count(name(call.Args[0])) {
				return
			}
			at := Place{f.Name, f.offset(st.Pos())}
			var t Text
			part := func(before string, i int, after string) {
				t.written(before, at)
				t.copied(f, f.offset(call.Args[i].Pos()), f.offset(call.Args[i].End()))
				t.written(after, at)
			}
			part("", 0, `.Header().Set("Content-Type", "text/plain; charset=utf-8"); `)
			part("", 0, `.Header().Set("X-Content-Type-Options", "nosniff"); `)
			part("", 0, ".WriteHeader(")
			part("", 2, "); ")
			part("", 0, ".Write([]byte(")
			part("", 1, " + \"\\n\"))")
			edits = append(edits, edit{f.offset(st.Pos()), f.offset(st.End()), t})
		})
		return edits
	})
}
