package metamorphic

import (
	"go/ast"
	"go/token"
)

// Else moves what follows a branch that returns into its else branch.
var Else = &Transformation{Name: "early returns into else", apply: within(elseBranches)}

func elseBranches(m *Module, s *Sites) Variant {
	return m.each(func(_ *Package, f *File) (edits []edit) {
		for _, d := range f.AST.Decls {
			if !s.free(d) {
				continue
			}
			lists(d, func(list []ast.Stmt) {
				last := list[len(list)-1]
				for i, stmt := range list[:len(list)-1] {
					st, ok := stmt.(*ast.IfStmt)
					if !ok || st.Else != nil || !returns(st.Body) {
						continue
					}
					if b, ok := last.(*ast.BranchStmt); s.count((!ok || b.Tok != token.FALLTHROUGH) && !labels(list[i+1:])) {
						from, to := f.offset(st.End()), f.offset(last.End())
						edits = append(edits, replace(f, from, from, " else {"), replace(f, to, to, " }"))
					}
				}
			})
		}
		return edits
	})
}

// returns tells whether a block ends with a return statement.
func returns(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	_, ok := b.List[len(b.List)-1].(*ast.ReturnStmt)
	return ok
}

func labels(list []ast.Stmt) bool {
	for _, stmt := range list {
		if contains[*ast.LabeledStmt](stmt) {
			return true
		}
	}
	return false
}
