package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/engine"
)

// Factless reports whether the analysis of a package, none of whose imports
// has facts, surely exports none. It is for drivers that analyse dependencies
// only for their facts, and does not parse the package. The module is nil for
// the standard library; imports are the paths of the packages imported. A
// configuration with [Config.Models] may not ask: its rows bring more packages
// into reach.
func Factless(path string, module *analysis.Module, imports, goFiles []string) bool {
	u := engine.Unit{Path: path, Module: module, Imports: imports, GoFiles: goFiles}
	return u.Factless()
}
