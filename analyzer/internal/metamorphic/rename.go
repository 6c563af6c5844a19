package metamorphic

import (
	"go/ast"
	"go/types"
	"slices"
	"unicode"
	"unicode/utf8"
)

// RenameLocals gives names that say nothing to what is declared in functions,
// and to unexported functions. Strings and comments stay.
var RenameLocals = &Transformation{Name: "locals and unexported functions renamed", Renames: true, apply: within(func(m *Module, s *Sites) Variant { return m.rename(s, false) })}

// RenameAll gives names that say nothing to all that the module declares,
// packages too. Only what the world outside asks for by name keeps it. The
// paths of packages are texts and stay.
var RenameAll = &Transformation{Name: "all that the module declares renamed", Renames: true, apply: within(func(m *Module, s *Sites) Variant { return m.rename(s, true) })}

// A renaming maps names one to one, so that what hides or implements what
// stays.
type renaming struct {
	all      bool
	ours     map[*types.Package]bool
	foreign  map[string][]*types.Signature // methods that others ask for
	embeds   map[types.Object]bool         // types that are embedded, and the fields beside them
	fresh    map[string]string
	newNames *namer
}

func (m *Module) rename(s *Sites, all bool) Variant {
	r := &renaming{all: all, ours: map[*types.Package]bool{}, embeds: map[types.Object]bool{}, fresh: map[string]string{}, newNames: m.namer()}
	for _, p := range m.Packages {
		r.ours[p.Types] = true
		for id := range p.TypesInfo.Defs {
			r.embedding(p.TypesInfo.Defs[id])
		}
	}
	r.foreign = m.foreign(r.ours)
	return m.each(func(p *Package, f *File) (edits []edit) {
		put := func(id *ast.Ident) {
			edits = append(edits, replace(f, f.offset(id.Pos()), f.offset(id.End()), r.name(id.Name)))
		}
		if all && p.Name != "main" {
			put(f.AST.Name)
		}
		ast.Inspect(f.AST, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSwitchStmt: // its variable has an object in each clause
				if a, ok := n.Assign.(*ast.AssignStmt); ok && a.Lhs[0].(*ast.Ident).Name != "_" {
					put(a.Lhs[0].(*ast.Ident))
				}
			case *ast.Ident:
				obj := p.TypesInfo.ObjectOf(n)
				if n.Name != "_" && obj != nil && r.ours[obj.Pkg()] && r.wanted(obj) && s.count(!r.asked(obj)) {
					put(n)
				}
			}
			return true
		})
		return edits
	})
}

func (r *renaming) name(old string) string {
	if r.fresh[old] == "" {
		prefix := "v"
		if c, _ := utf8.DecodeRuneInString(old); unicode.IsUpper(c) {
			prefix = "V"
		}
		r.fresh[old] = r.newNames.next(prefix)
	}
	return r.fresh[old]
}

// embedding notes the fields of a struct that embeds something, and the types
// whose names they have: what they hide must stay hidden.
func (r *renaming) embedding(obj types.Object) {
	if obj == nil {
		return
	}
	st, ok := obj.Type().Underlying().(*types.Struct)
	if !ok {
		return
	}
	var fields []types.Object
	embeds := false
	for v := range st.Fields() {
		fields = append(fields, v)
		if v.Embedded() {
			embeds = true
			t := v.Type()
			if p, ok := t.(*types.Pointer); ok {
				t = p.Elem()
			}
			switch t := t.(type) {
			case *types.Named:
				fields = append(fields, t.Origin().Obj())
			case *types.Alias:
				fields = append(fields, t.Origin().Obj())
			}
		}
	}
	if embeds {
		for _, f := range fields {
			r.embeds[f] = true
		}
	}
}

// wanted tells whether this renaming is about an object.
func (r *renaming) wanted(obj types.Object) bool {
	switch o := obj.(type) {
	case *types.PkgName:
		return r.all && (r.ours[o.Imported()] || o.Name() != o.Imported().Name())
	case *types.Func:
		return r.all || !o.Exported()
	case *types.Var:
		return r.all || !o.IsField() && o.Parent() != o.Pkg().Scope()
	}
	return r.all || obj.Parent() != obj.Pkg().Scope()
}

// asked tells whether others may ask for an object by its name.
func (r *renaming) asked(obj types.Object) bool {
	switch o := obj.(type) {
	case *types.Func:
		sig := o.Signature()
		if sig.Recv() == nil {
			return o.Name() == "main" || o.Name() == "init"
		}
		for _, g := range r.foreign[o.Name()] {
			if g == nil || types.Identical(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()), g) {
				return true
			}
		}
		return false
	case *types.TypeName:
		return r.embeds[o] && r.foreign[o.Name()] != nil
	case *types.Var:
		return r.embeds[o.Origin()] && r.foreign[o.Name()] != nil || o.Embedded() && r.borrowed(o.Type())
	}
	return false
}

// borrowed tells whether an embedded field has the name of a type that the
// module does not declare.
func (r *renaming) borrowed(t types.Type) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := t.(type) {
	case *types.Named:
		return !r.ours[t.Obj().Pkg()]
	case *types.Alias:
		return !r.ours[t.Obj().Pkg()]
	}
	return true
}

// known are methods that others find without an interface that is in sight.
var known = []string{"Error", "Is", "As", "Unwrap", "String", "GoString", "Format", "Cause", "StatusCode", "GRPCStatus", "Timeout", "Temporary"}

// foreign are the methods of all interfaces that the module can see and does
// not declare. A nil stands for any signature.
func (m *Module) foreign(ours map[*types.Package]bool) map[string][]*types.Signature {
	out := map[string][]*types.Signature{}
	for _, name := range known {
		out[name] = append(out[name], nil)
	}
	seen := map[*types.Package]bool{}
	var visit func(*types.Package)
	visit = func(p *types.Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		for _, imp := range p.Imports() {
			visit(imp)
		}
		if ours[p] {
			return
		}
		for _, name := range p.Scope().Names() {
			t, ok := p.Scope().Lookup(name).Type().Underlying().(*types.Interface)
			if !ok {
				continue
			}
			for f := range t.Methods() {
				sig := f.Signature()
				sig = types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
				if !slices.ContainsFunc(out[f.Name()], func(g *types.Signature) bool { return g != nil && types.Identical(g, sig) }) {
					out[f.Name()] = append(out[f.Name()], sig)
				}
			}
		}
	}
	for _, p := range m.Packages {
		visit(p.Types)
	}
	return out
}
