package metamorphic

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// A part of a file is a declaration with the comments above it, whole lines.
type part struct {
	decl     ast.Decl
	from, to int
}

// parts cuts a file into its head, which ends with the imports, and its
// declarations. It fails where two of them share a line.
func (f *File) parts() (head int, parts []part, ok bool) {
	end := func(pos token.Pos) int {
		at := f.offset(pos)
		if n := bytes.IndexByte(f.Src[at:], '\n'); n >= 0 {
			return at + n + 1
		}
		return len(f.Src)
	}
	head = end(f.AST.Name.End())
	at := head
	for _, d := range f.AST.Decls {
		if f.offset(d.Pos()) < at {
			return 0, nil, false
		}
		if at = end(d.End()); isImport(d) {
			head = at
			continue
		}
		from := head
		if len(parts) > 0 {
			from = parts[len(parts)-1].to
		}
		parts = append(parts, part{d, from, at})
	}
	if len(parts) > 0 {
		parts[len(parts)-1].to = len(f.Src)
	}
	return head, parts, len(parts) > 0
}

// ordered tells whether the order of a declaration among its like matters when
// the program starts.
func ordered(d ast.Decl) bool {
	switch d := d.(type) {
	case *ast.GenDecl:
		return d.Tok == token.VAR
	case *ast.FuncDecl:
		return d.Recv == nil && d.Name.Name == "init"
	}
	return false
}

// plain tells whether the declarations of a file may stand in another one.
func (f *File) plain() bool {
	if ast.IsGenerated(f.AST) || bytes.Contains(f.Src, []byte("//go:")) {
		return false
	}
	return !slices.ContainsFunc(f.AST.Imports, func(s *ast.ImportSpec) bool {
		return s.Name != nil && s.Name.Name == "." || s.Path.Value == `"C"`
	})
}

// imported is the name that an import declares in its file.
func (p *Package) imported(s *ast.ImportSpec) *types.PkgName {
	if s.Name != nil {
		n, _ := p.TypesInfo.Defs[s.Name].(*types.PkgName)
		return n
	}
	n, _ := p.TypesInfo.Implicits[s].(*types.PkgName)
	return n
}

// using tells which imports of a file the code uses for which keep holds.
func (p *Package) using(f *File, keep func(*ast.Ident) bool) map[*types.PkgName]bool {
	used := map[*types.PkgName]bool{}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && keep(id) {
			if name, ok := p.TypesInfo.Uses[id].(*types.PkgName); ok {
				used[name] = true
			}
		}
		return true
	})
	return used
}

// blanked keeps imports that are not used any more for what they do when the
// program starts.
func (p *Package) blanked(f *File, used map[*types.PkgName]bool) []edit {
	var edits []edit
	for _, s := range f.AST.Imports {
		if n := p.imported(s); n != nil && !used[n] {
			edits = append(edits, replace(f, f.offset(s.Pos()), f.offset(s.Path.Pos()), "_ "))
		}
	}
	return edits
}

// importText is an import declaration for what a name stands for.
func importText(n *types.PkgName, s *ast.ImportSpec) string {
	if s.Name != nil {
		return fmt.Sprintf("import %s %s\n", n.Name(), s.Path.Value)
	}
	return fmt.Sprintf("import %s\n", s.Path.Value)
}

// A namer makes names that occur nowhere in a module.
type namer struct {
	taken map[string]bool
	n     int
}

func (m *Module) namer() *namer {
	out := &namer{taken: map[string]bool{}}
	for _, p := range m.Packages {
		for _, f := range p.Files {
			ast.Inspect(f.AST, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					out.taken[id.Name] = true
				}
				return true
			})
		}
	}
	return out
}

// next is a name that says nothing.
func (n *namer) next(prefix string) string {
	for {
		n.n++
		if name := prefix + strconv.Itoa(n.n); !n.taken[name] {
			return name
		}
	}
}

// typeText writes a type as it may be written in a scope of a file, if it can
// be: types that are local, another package's own, or hidden there can't.
func (p *Package) typeText(scope *types.Scope, pos token.Pos, t types.Type) (text string, ok bool) {
	ok = true
	names := func(name string) types.Object {
		_, obj := scope.LookupParent(name, pos)
		return obj
	}
	seen := map[types.Type]bool{}
	var walk func(t types.Type)
	object := func(obj *types.TypeName) {
		switch {
		case obj.Pkg() == nil || obj.Pkg() == p.Types:
			ok = ok && names(obj.Name()) == obj
		default:
			ok = ok && obj.Exported() && obj.Parent() == obj.Pkg().Scope()
		}
	}
	walk = func(t types.Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		switch t := t.(type) {
		case *types.Named:
			object(t.Obj())
			for a := range t.TypeArgs().Types() {
				walk(a)
			}
		case *types.Alias:
			object(t.Obj())
			for a := range t.TypeArgs().Types() {
				walk(a)
			}
		case *types.Basic:
			ok = ok && t.Info()&types.IsUntyped == 0 && t.Kind() != types.Invalid
		case *types.TypeParam:
			ok = false
		case *types.Pointer:
			walk(t.Elem())
		case *types.Slice:
			walk(t.Elem())
		case *types.Array:
			walk(t.Elem())
		case *types.Chan:
			walk(t.Elem())
		case *types.Map:
			walk(t.Key())
			walk(t.Elem())
		case *types.Signature:
			for v := range t.Params().Variables() {
				walk(v.Type())
			}
			for v := range t.Results().Variables() {
				walk(v.Type())
			}
		case *types.Struct:
			ok = ok && t.NumFields() == 0
		case *types.Interface:
			ok = ok && t.NumMethods() == 0 && t.NumEmbeddeds() == 0
		default:
			ok = false
		}
	}
	walk(t)
	text = types.TypeString(t, func(other *types.Package) string {
		if other == p.Types {
			return ""
		}
		for s := scope; s != nil; s = s.Parent() {
			for _, name := range s.Names() {
				if n, is := s.Lookup(name).(*types.PkgName); is && n.Imported() == other && names(name) == n {
					return name
				}
			}
		}
		ok = false
		return other.Name()
	})
	return text, ok
}
