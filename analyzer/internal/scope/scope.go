// Package scope tells which packages can matter. The analysis asks it, and so
// do the drivers that choose what to load: go vet's unit by unit, and the
// command's loader for all that a program imports. So all of them choose alike.
package scope

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// maxDependency is the size in bytes above which a package outside the module
// gets no summaries: responders and error constructors live in small ones.
const maxDependency = 200 << 10

// A Package is what a driver knows of a package before it type-checks it.
type Package struct {
	Path    string
	Name    string           // read from the text if it is empty
	Module  *analysis.Module // nil in std
	Imports []string
	Text    Text
}

// Text is what the files of a package say, tests left out, whether they are
// parsed or not.
type Text interface {
	// Size is the length of the files in bytes, and false if they can't be
	// read.
	Size() (int, bool)
	// Mentions looks for the words without which a package hardly decides
	// about a 401. Text that is not parsed may say yes where syntax says no,
	// never the reverse.
	Mentions() bool
	// Name is the name in the package clause, "" if it can't be read.
	Name() string
}

// Std tells whether a package belongs to the standard library.
func (p *Package) Std() bool {
	// Some drivers give packages of std an empty module, others none.
	if p.Module != nil && p.Module.Path != "" {
		return false
	}
	first, _, _ := strings.Cut(p.Path, "/")
	return !strings.Contains(first, ".") && !strings.Contains(p.Path, "testdata") && p.Path != "command-line-arguments" && first != "main"
}

// Dependency tells whether a package belongs to another module than the one
// that is looked at: nothing is reported in it.
func (p *Package) Dependency() bool { return p.Module != nil && p.Module.Version != "" }

// Own tells whether a package belongs to the module that is looked at.
func (p *Package) Own() bool { return !p.Std() && !p.Dependency() }

// In tells whether a package is worth a look. Std is known by its model, and so
// are frameworks, unless it is their own module that is analysed. Of other
// dependencies only those are looked at that may send a 401 or make an error
// that does. Where the text can't be read the answer is yes. A package that is
// no dependency is worth a look also if what it imports has facts, which its
// outside does not tell.
func (p *Package) In(table *model.Table) bool {
	switch {
	case p.Std():
		return false
	case !p.Dependency():
		return table.ImportsAny(p.Path) || slices.ContainsFunc(p.Imports, table.ImportsAny) || p.Text.Mentions()
	case table.ImportsAny(p.Path):
		return false
	case !slices.ContainsFunc(p.Imports, table.ImportsAny) && !p.ofErrors():
		return false
	}
	size, ok := p.Text.Size()
	return !ok || size <= maxDependency && p.Text.Mentions()
}

// Factless tells whether a package surely exports no facts: it is not of the
// module that is analysed, and not worth a look.
func (p *Package) Factless(table *model.Table) bool {
	return (p.Std() || p.Dependency()) && !p.In(table)
}

// ofErrors tells whether the name of a package may be one of errors. They need
// no HTTP: they carry the number.
func (p *Package) ofErrors() bool {
	name := p.Name
	if name == "" {
		name = p.Text.Name()
	}
	return name == "" || strings.Contains(name, "err")
}

// packageName is the name in the package clause of a text, "" if it has none.
func packageName(text []byte) string {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}
