package metamorphic

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Elaborate writes out what gofmt -s leaves away: the types of literals in
// literals, the blank variable of a range, the end of a slice.
var Elaborate = &Transformation{Name: "simplifications written out", apply: within(elaborate)}

func elaborate(m *Module, s *Sites) Variant {
	return m.each(func(p *Package, f *File) (edits []edit) {
		insert := func(pos token.Pos, text string, ok bool) {
			if s.count(ok) {
				edits = append(edits, replace(f, f.offset(pos), f.offset(pos), text))
			}
		}
		for _, d := range f.AST.Decls {
			if !s.free(d) {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CompositeLit:
					if n.Type == nil {
						text, ok := p.literalType(n)
						insert(n.Lbrace, text, ok)
					}
				case *ast.RangeStmt:
					switch _, many := p.TypesInfo.TypeOf(n.X).Underlying().(*types.Map); {
					case n.Key == nil:
						_, function := p.TypesInfo.TypeOf(n.X).Underlying().(*types.Signature)
						insert(n.Range, "_ = ", !function)
					case n.Value == nil && many:
						insert(n.Key.End(), ", _", true)
					}
				case *ast.SliceExpr:
					if id, ok := n.X.(*ast.Ident); ok && n.High == nil && !n.Slice3 {
						_, array := p.TypesInfo.TypeOf(id).Underlying().(*types.Pointer)
						insert(n.Rbrack, "len("+id.Name+")", !array)
					}
				}
				return true
			})
		}
		return edits
	})
}

func (p *Package) literalType(n *ast.CompositeLit) (string, bool) {
	t := p.TypesInfo.TypeOf(n)
	amp := ""
	if ptr, ok := t.(*types.Pointer); ok {
		t, amp = ptr.Elem(), "&"
	}
	text, ok := p.typeText(p.Types.Scope().Innermost(n.Pos()), n.Pos(), t)
	return amp + text, ok
}
