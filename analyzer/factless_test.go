//go:build integration

package analyzer_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
)

// TestFactless analyses all that a module depends on, std included, and checks
// that no package has facts of which Factless says that it has none.
func TestFactless(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks frameworks")
	}
	roots, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: testdata(t, "challenge")}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	// The usual driver says of std that its module has no name; go vet, that
	// it has none.
	a := *analyzer.New(analyzer.Config{})
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if pass.Module.Path == "" {
			pass.Module = nil
		}
		return run(pass)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{&a}, roots, nil)
	if err != nil {
		t.Fatal(err)
	}
	factless := new(analyzer.Config).Factless()
	count := map[bool]int{}
	for act := range graph.All() {
		pkg := act.Package
		var module *analysis.Module
		if m := pkg.Module; m != nil {
			module = &analysis.Module{Path: m.Path, Version: m.Version}
		}
		var imports []string
		for _, imp := range pkg.Imports {
			imports = append(imports, imp.PkgPath)
		}
		has := slices.ContainsFunc(act.AllObjectFacts(), func(f analysis.ObjectFact) bool { return f.Object.Pkg() == pkg.Types }) ||
			slices.ContainsFunc(act.AllPackageFacts(), func(f analysis.PackageFact) bool { return f.Package == pkg.Types })
		factless := factless(analyzer.Unit{Path: pkg.PkgPath, Module: module, Imports: imports, GoFiles: pkg.CompiledGoFiles})
		count[factless]++
		if has && factless {
			t.Errorf("%s has facts", pkg.PkgPath)
		}
	}
	if count[true] < 100 || count[false] < len(roots) {
		t.Errorf("%d packages without facts, %d others; are these the dependencies?", count[true], count[false])
	}
	t.Logf("%d packages surely have no facts, %d may have some", count[true], count[false])
}
