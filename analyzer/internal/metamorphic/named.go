package metamorphic

import (
	"go/ast"
	"strings"
)

// Named gives results names, and returns without naming them.
var Named = &Transformation{Name: "named results with bare returns", apply: within(named)}

func named(m *Module, s *Sites) Variant {
	names := m.namer()
	return m.each(func(_ *Package, f *File) (edits []edit) {
		for _, d := range f.AST.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || !s.free(d) || fd.Type.Results == nil {
				continue
			}
			if s.count(!contains[*ast.DeferStmt](fd.Body) && len(fd.Type.Results.List[0].Names) == 0) {
				edits = append(edits, f.withNames(fd, s, names)...)
			}
		}
		return edits
	})
}

func (f *File) withNames(fd *ast.FuncDecl, s *Sites, names *namer) (edits []edit) {
	insert := func(at int, text string) { edits = append(edits, replace(f, at, at, text)) }
	res := fd.Type.Results
	var all []string
	if !res.Opening.IsValid() {
		insert(f.offset(res.Pos()), "(")
	}
	for _, r := range res.List {
		all = append(all, names.next("r"))
		insert(f.offset(r.Type.Pos()), all[len(all)-1]+" ")
	}
	if !res.Opening.IsValid() {
		insert(f.offset(res.End()), ")")
	}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if st, ok := n.(*ast.ReturnStmt); ok {
			from := f.offset(st.Pos())
			edits = append(edits, replace(f, from, f.offset(st.Results[0].Pos()), strings.Join(all, ", ")+" = "))
			var end Text
			end.written("; return", Place{f.Name, from})
			edits = append(edits, edit{f.offset(st.End()), f.offset(st.End()), end})
			s.moves(f, from, f.offset(st.End())) // what is returned may be reported at the return
		}
		_, literal := n.(*ast.FuncLit)
		return !literal
	})
	return edits
}
