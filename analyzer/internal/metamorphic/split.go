package metamorphic

import (
	"go/ast"
	"go/types"
	"strings"
)

// Split moves every second declaration of a file to another file.
var Split = &Transformation{Name: "files split", apply: within(split)}

func split(m *Module, s *Sites) Variant {
	v := Variant{}
	for _, p := range m.Packages {
		for _, f := range p.Files {
			head, parts, ok := f.parts()
			ok = ok && len(parts) > 1 && f.plain() && s.free(f.AST)
			if !s.count(ok) {
				v[p] = append(v[p], NewFile{f.Name, rewrite(f, 0, len(f.Src), nil)})
				continue
			}
			stays := func(i int) bool { return i%2 == 0 || ordered(parts[i].decl) }
			used := func(which bool) map[*types.PkgName]bool {
				return p.using(f, func(id *ast.Ident) bool {
					for i, q := range parts {
						if at := f.offset(id.Pos()); q.from <= at && at < q.to {
							return stays(i) == which
						}
					}
					return false
				})
			}
			first := rewrite(f, 0, head, p.blanked(f, used(true)))
			second := p.header(f, used(false))
			for i, q := range parts {
				t := &second
				if stays(i) {
					t = &first
				}
				t.copied(f, q.from, q.to)
			}
			v[p] = append(v[p], NewFile{f.Name, first}, NewFile{strings.TrimSuffix(f.Name, ".go") + "_second.go", second})
		}
	}
	return v
}

// header is a package clause with the imports of a file that are used.
func (p *Package) header(f *File, used map[*types.PkgName]bool) Text {
	var t Text
	t.written("package "+f.AST.Name.Name+"\n", Place{f.Name, f.offset(f.AST.Package)})
	for _, s := range f.AST.Imports {
		if n := p.imported(s); used[n] {
			t.written(importText(n, s), Place{f.Name, f.offset(s.Pos())})
		}
	}
	return t
}
