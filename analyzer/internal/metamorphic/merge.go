package metamorphic

import (
	"bytes"
	"go/types"
)

// Merge puts the files of a package into one. A file that gives a name to
// another import than the others stays.
var Merge = &Transformation{Name: "files merged", apply: within(merge)}

func merge(m *Module, s *Sites) Variant {
	v := Variant{}
	for _, p := range m.Packages {
		var all []*File // to be one
		names := map[string]*types.PkgName{}
		for _, f := range p.Files {
			head, _, ok := f.parts()
			ok = ok && f.plain() && s.free(f.AST) && (len(all) == 0 || !bytes.Contains(f.Src[:head], []byte("//authstatus:")))
			for _, spec := range f.AST.Imports {
				if n := p.imported(spec); n != nil && names[n.Name()] != nil && names[n.Name()].Imported() != n.Imported() {
					ok = false
				}
			}
			if !ok {
				s.count(false)
				v[p] = append(v[p], NewFile{f.Name, rewrite(f, 0, len(f.Src), nil)})
				continue
			}
			for _, spec := range f.AST.Imports {
				if n := p.imported(spec); n != nil {
					names[n.Name()] = n
				}
			}
			all = append(all, f)
		}
		if len(all) > 0 {
			v[p] = append([]NewFile{{all[0].Name, p.merged(all)}}, v[p]...)
			if len(all) > 1 {
				s.count(true)
			}
		}
	}
	return v
}

// merged is the text of all files: the imports of the first, those that the
// others add, and all declarations.
func (p *Package) merged(all []*File) Text {
	var t, rest Text
	has := map[string]bool{}
	for i, f := range all {
		head, parts, _ := f.parts()
		if i == 0 {
			t.copied(f, 0, head)
		}
		for _, spec := range f.AST.Imports {
			key := spec.Path.Value
			n := p.imported(spec)
			if n != nil {
				key += n.Name()
			}
			if i > 0 && !has[key] {
				name := ""
				if spec.Name != nil {
					name = spec.Name.Name + " "
				}
				t.written("import "+name+spec.Path.Value+"\n", Place{f.Name, f.offset(spec.Pos())})
			}
			has[key] = true
		}
		for _, q := range parts {
			rest.copied(f, q.from, q.to)
		}
		rest.written("\n", Place{f.Name, len(f.Src)})
	}
	t.append(rest)
	return t
}
