package metamorphic

import (
	"go/ast"
	"go/types"
)

// Kept keeps constant numbers that are handed to calls, or returned, in a field.
var Kept = &Transformation{Name: "numbers into fields", apply: within(kept)}

func kept(m *Module, s *Sites) Variant {
	names := m.namer()
	return m.each(func(p *Package, f *File) (edits []edit) {
		f.statements(s, func(stmt ast.Stmt) {
			x := p.number(stmt)
			if x == nil {
				return
			}
			text, ok := p.typeText(p.Types.Scope().Innermost(stmt.Pos()), stmt.Pos(), p.TypesInfo.TypeOf(x))
			if !s.count(ok) {
				return
			}
			name := names.next("v")
			from, to, at := f.offset(x.Pos()), f.offset(x.End()), f.offset(stmt.Pos())
			var def Text
			def.written(name+" := struct{ n "+text+" }{", Place{f.Name, at})
			def.copied(f, from, to)
			def.written("}; ", Place{f.Name, at})
			edits = append(edits, edit{at, at, def}, replace(f, from, to, name+".n"))
		})
		return edits
	})
}

// number is a constant number among the arguments of a statement's call, or what
// it returns.
func (p *Package) number(stmt ast.Stmt) ast.Expr {
	var all []ast.Expr
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		if call, ok := stmt.X.(*ast.CallExpr); ok && p.TypesInfo.Types[call.Fun].IsValue() {
			all = call.Args
		}
	case *ast.ReturnStmt:
		all = stmt.Results
	}
	for _, x := range all {
		tv := p.TypesInfo.Types[x]
		if b, ok := tv.Type.(*types.Basic); ok && tv.Value != nil && b.Info()&types.IsInteger != 0 && b.Info()&types.IsUntyped == 0 {
			return x
		}
	}
	return nil
}
