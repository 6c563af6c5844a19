package engine

import (
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/scope"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// outline is the package as those see it that choose packages.
func (p *pkg) outline() *scope.Package {
	out := &scope.Package{Path: p.tpkg.Path(), Name: p.tpkg.Name(), Module: p.pass.Module, Text: scope.Syntax(p.files)}
	for _, q := range p.tpkg.Imports() {
		out.Imports = append(out.Imports, q.Path())
	}
	return out
}

// inScope tells whether the package is worth a look.
func (p *pkg) inScope() bool {
	out := p.outline()
	return out.In(p.Table) || out.Own() && (slices.ContainsFunc(p.tpkg.Imports(), p.hasFacts) || kindsOfErrors(p.tpkg))
}

// kindsOfErrors tells whether a package has a type of errors that tells kinds apart:
// another may choose their status by that.
func kindsOfErrors(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Scope().Names(), func(name string) bool {
		t, _ := pkg.Scope().Lookup(name).(*types.TypeName)
		if t == nil || !syntax.IsError(syntax.PointerTo(t.Type())) {
			return false
		}
		st, ok := t.Type().Underlying().(*types.Struct)
		return ok && slices.ContainsFunc(slices.Collect(st.Fields()), func(f *types.Var) bool {
			n := syntax.NamedOf(f.Type())
			return n != nil && n.Obj().Pkg() == pkg && (syntax.IsInt(n) || syntax.IsString(n))
		})
	})
}

// dependency tells whether the package belongs to another module than the one
// that is looked at: nothing is reported in it.
func (p *pkg) dependency() bool { return (&scope.Package{Module: p.pass.Module}).Dependency() }
