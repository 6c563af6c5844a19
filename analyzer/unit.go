package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/scope"
)

// A Unit is a package as a driver knows it before it parses it.
type Unit struct {
	Path    string
	Module  *analysis.Module // nil in the standard library
	Imports []string         // the paths of the packages imported
	GoFiles []string
}

// Factless returns a function that tells whether the analysis of a package
// under this configuration surely exports no facts. It is for drivers that
// analyse dependencies only for their facts: it does not parse the package, and
// reads its files only if nothing else decides. Where it can't tell, or the
// configuration is not valid, it says no.
func (c *Config) Factless() func(Unit) bool {
	s, err := c.settle()
	if err != nil {
		return func(Unit) bool { return false }
	}
	return func(u Unit) bool {
		p := scope.Package{Path: u.Path, Module: u.Module, Imports: u.Imports, Text: scope.Files(u.GoFiles)}
		return p.Factless(s.table())
	}
}
