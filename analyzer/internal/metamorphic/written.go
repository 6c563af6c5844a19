package metamorphic

import (
	"go/ast"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Written writes http.Error out.
var Written = &Transformation{Name: "http.Error written out", apply: within(writtenError)}

func writtenError(m *Module, s *Sites) Variant {
	return m.each(func(p *Package, f *File) (edits []edit) {
		for _, d := range f.AST.Decls {
			if !s.free(d) {
				continue
			}
			lists(d, func(list []ast.Stmt) {
				for _, stmt := range list {
					st, ok := stmt.(*ast.ExprStmt)
					if !ok {
						continue
					}
					call, ok := st.X.(*ast.CallExpr)
					if !ok || len(call.Args) != 3 {
						continue
					}
					if fn := syntax.Callee(p.TypesInfo, call); fn == nil || fn.FullName() != "net/http.Error" {
						continue
					}
					if !s.count(name(call.Args[0])) {
						continue
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
				}
			})
		}
		return edits
	})
}
