package metamorphic

// Reorder turns the order of declarations in each file round. Variables and
// init functions come last, in the order in which they were.
var Reorder = &Transformation{Name: "declarations reordered", apply: within(reorder)}

func reorder(m *Module, s *Sites) Variant {
	v := Variant{}
	for _, p := range m.Packages {
		for _, f := range p.Files {
			var t Text
			head, parts, ok := f.parts()
			if ok = ok && s.free(f.AST); !s.count(ok) {
				t.copied(f, 0, len(f.Src))
			} else {
				t.copied(f, 0, head)
				place := func(q part) {
					t.copied(f, q.from, q.to)
					if q.to == len(f.Src) {
						t.written("\n", Place{f.Name, q.to})
					}
				}
				for i := len(parts) - 1; i >= 0; i-- {
					if !ordered(parts[i].decl) {
						place(parts[i])
					}
				}
				for _, q := range parts {
					if ordered(q.decl) {
						place(q)
					}
				}
			}
			v[p] = append(v[p], NewFile{f.Name, t})
		}
	}
	return v
}
