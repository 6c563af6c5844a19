package errorset

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Fact says which errors of the module a function may give, beside those that it is
// handed, or what a package-level error is made of. Without one any.
type Fact struct{ May []string }

func (*Fact) AFact() {}

func (f *Fact) String() string { return fmt.Sprintf("errors %v", f.May) }

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact { return []analysis.Fact{new(Fact)} }

// Export writes the facts of what importers can name. A package that answers nothing
// has them too.
func (s *Sets) Export() {
	if s.Pass.ExportObjectFact == nil || s.Pass.Pkg.Name() == "main" {
		return
	}
	note := func(o types.Object) {
		if may, ok := s.Of(o); ok {
			s.Pass.ExportObjectFact(o, &Fact{may})
		}
	}
	for f := range syntax.Functions(s.info, s.Graph.Files) {
		if n := syntax.NamedOf(syntax.Param(f.Signature(), -1)); f.Exported() && (n == nil || n.Obj().Exported()) && gives(f.Signature().Results()) {
			note(f)
		}
	}
	for v := range syntax.Globals(s.info, s.Graph.Files) {
		if v.Exported() && syntax.IsError(v.Type()) {
			note(v)
		}
	}
}

// imported is what a fact says of an import.
func (s *Sets) imported(o types.Object) *set {
	var f Fact
	if s.Pass.ImportObjectFact == nil || !s.Pass.ImportObjectFact(o, &f) {
		return &set{open: true}
	}
	return &set{names: f.May}
}
