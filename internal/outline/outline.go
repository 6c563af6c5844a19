// Package outline cuts packages down to what others can see of them.
package outline

import (
	"go/ast"
	"go/token"
	"strconv"
)

// Cut cuts the files of a package down to what importers can see:
// the exported declarations and what those name, directly or not; types with
// all their methods. It returns the paths of the imports that are left, which
// decides what is read of the packages below.
//
// Names are compared without regard to scopes, so it may keep too much, but
// not too little. nameOf tells the name of a package that is imported by a
// path, or nothing where it is not known.
func Cut(files []*ast.File, nameOf func(path string) string) map[string]bool {
	r := &reachability{
		units: map[string][]*unit{},
		seen:  map[string]bool{},
		kept:  map[ast.Node]bool{},
		uses:  map[*ast.File]map[string]bool{},
	}
	for _, f := range files {
		r.uses[f] = map[string]bool{}
		r.collect(f)
	}
	for name := range r.units {
		if ast.IsExported(name) {
			r.want(name)
		}
	}
	for len(r.work) > 0 {
		u := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		r.visit(u)
	}
	paths := map[string]bool{}
	for _, f := range files {
		r.cut(f, nameOf, paths)
	}
	return paths
}

// A unit is kept or dropped as a whole: a function, a method, a type, a line
// of a var declaration, a const declaration.
type unit struct {
	file *ast.File
	node ast.Node
}

type reachability struct {
	units map[string][]*unit // by what they declare; methods by their type
	seen  map[string]bool    // names that are wanted
	work  []*unit
	kept  map[ast.Node]bool
	uses  map[*ast.File]map[string]bool // all names in what is kept of a file
}

func (r *reachability) add(f *ast.File, node ast.Node, names ...string) {
	u := &unit{f, node}
	for _, name := range names {
		r.units[name] = append(r.units[name], u)
	}
}

func (r *reachability) want(name string) {
	if r.seen[name] {
		return
	}
	r.seen[name] = true
	for _, u := range r.units[name] {
		if !r.kept[u.node] {
			r.kept[u.node] = true
			r.work = append(r.work, u)
		}
	}
}

func (r *reachability) collect(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			switch {
			case d.Recv != nil:
				r.add(f, d, receiverName(d.Recv))
			case d.Name.Name != "init" && d.Name.Name != "_":
				r.add(f, d, d.Name.Name)
			}
		case *ast.GenDecl:
			r.collectGroup(f, d)
		}
	}
}

func (r *reachability) collectGroup(f *ast.File, d *ast.GenDecl) {
	var group []string
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			r.add(f, s, s.Name.Name)
		case *ast.ValueSpec:
			var names []string
			for _, n := range s.Names {
				if n.Name != "_" {
					names = append(names, n.Name)
				}
			}
			if d.Tok == token.VAR {
				if s.Type != nil {
					s.Values = nil
				}
				for _, v := range s.Values {
					emptyLiterals(v)
				}
				r.add(f, s, names...)
			}
			group = append(group, names...)
		}
	}
	if d.Tok == token.CONST { // iota counts the lines, and a line may repeat the one before
		r.add(f, d, group...)
	}
}

// emptyLiterals takes the elements out of composite literals, which have their
// type without them. Arrays whose length is counted keep theirs.
func emptyLiterals(value ast.Expr) {
	ast.Inspect(value, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if array, ok := lit.Type.(*ast.ArrayType); ok {
			if _, counted := array.Len.(*ast.Ellipsis); counted {
				return true
			}
		}
		lit.Elts = nil
		return true
	})
}

// receiverName returns the name of the type that a method belongs to.
func receiverName(recv *ast.FieldList) string {
	if len(recv.List) == 0 {
		return ""
	}
	for t := recv.List[0].Type; ; {
		switch x := t.(type) {
		case *ast.ParenExpr:
			t = x.X
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// visit wants what a unit names.
func (r *reachability) visit(u *unit) {
	uses := r.uses[u.file]
	var inspect func(ast.Node) bool
	inspect = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv != nil {
				ast.Inspect(n.Recv, inspect)
			}
			ast.Inspect(n.Type, inspect)
			return false
		case *ast.Field:
			ast.Inspect(n.Type, inspect)
			return false
		case *ast.SelectorExpr:
			ast.Inspect(n.X, inspect)
			return false
		case *ast.Ident:
			uses[n.Name] = true
			r.want(n.Name)
		}
		return true
	}
	ast.Inspect(u.node, inspect)
}

// cut removes from a file what is not kept, and adds to paths the imports that
// are.
func (r *reachability) cut(f *ast.File, nameOf func(string) string, paths map[string]bool) {
	decls := f.Decls[:0]
	f.Imports = nil
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok == token.CONST {
			if r.kept[d] {
				decls = append(decls, d)
			}
			continue
		}
		specs := g.Specs[:0]
		for _, s := range g.Specs {
			imp, ok := s.(*ast.ImportSpec)
			if ok && r.imports(f, imp, nameOf, paths) {
				f.Imports = append(f.Imports, imp)
				specs = append(specs, s)
			}
			if !ok && r.kept[s] {
				specs = append(specs, s)
			}
		}
		clear(g.Specs[len(specs):])
		if g.Specs = specs; len(specs) > 0 {
			decls = append(decls, d)
		}
	}
	clear(f.Decls[len(decls):])
	f.Decls = decls
}

// imports tells whether what is kept of a file may use an import.
func (r *reachability) imports(f *ast.File, s *ast.ImportSpec, nameOf func(string) string, paths map[string]bool) bool {
	path, err := strconv.Unquote(s.Path.Value)
	if err != nil {
		return true // the type checker says so
	}
	name := nameOf(path)
	if s.Name != nil {
		name = s.Name.Name
	}
	switch {
	case name == "_":
		return false
	case name == "." || name == "" || r.uses[f][name]:
		paths[path] = true
		return true
	}
	return path == "C"
}
