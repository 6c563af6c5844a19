package metamorphic

import (
	"go/ast"
	"go/types"
)

// Generic gives unexported functions a type parameter.
var Generic = &Transformation{Name: "helpers with a type parameter", apply: within(generic)}

func generic(m *Module, s *Sites) Variant {
	names := m.namer()
	v := Variant{}
	for _, p := range m.Packages {
		edits := p.generic(s, names)
		for _, f := range p.Files {
			v[p] = append(v[p], NewFile{f.Name, rewrite(f, 0, len(f.Src), edits[f])})
		}
	}
	return v
}

func (p *Package) generic(s *Sites, names *namer) map[*File][]edit {
	edits := map[*File][]edit{}
	made := map[*types.Func]bool{}
	for _, f := range p.Files {
		for _, d := range f.AST.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Recv != nil || fd.Body == nil || fd.Name.IsExported() || fd.Type.TypeParams != nil {
				continue
			}
			fn, ok := p.TypesInfo.Defs[fd.Name].(*types.Func)
			if !ok || fd.Name.Name == "main" || fd.Name.Name == "init" || fd.Name.Name == "_" {
				continue
			}
			if s.count(s.free(d) && s.free(f.AST) && !f.directs(d)) {
				made[fn] = true
				at := f.offset(fd.Name.End())
				edits[f] = append(edits[f], replace(f, at, at, "["+names.next("T")+" any]"))
			}
		}
	}
	for _, f := range p.Files {
		ast.Inspect(f.AST, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			if fn, ok := p.TypesInfo.Uses[id].(*types.Func); ok && made[fn] {
				at := f.offset(id.End())
				edits[f] = append(edits[f], replace(f, at, at, "[struct{}]"))
			}
			return true
		})
	}
	return edits
}
