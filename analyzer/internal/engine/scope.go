package engine

import (
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/scope"
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
	return out.In(p.Table) || out.Own() && slices.ContainsFunc(p.tpkg.Imports(), p.hasFacts)
}

// dependency tells whether the package belongs to another module than the one
// that is looked at: nothing is reported in it.
func (p *pkg) dependency() bool { return (&scope.Package{Module: p.pass.Module}).Dependency() }
