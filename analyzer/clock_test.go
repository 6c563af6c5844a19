package analyzer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clocks are the functions that look at a clock or set one.
var clocks = map[string][]string{
	"time":    {"Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker"},
	"context": {"WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause"},
	"testing": {"Benchmark"},
}

// mayLook says which tests look at a clock, and why nothing that they hold
// depends on how fast the machine is.
var mayLook = map[string]string{
	"analyzer/bench_test.go":                          "benchmarks, which report ratios",
	"analyzer/fuzz_test.go":                           "ends a program that hangs, with its text",
	"cmd/authstatus/fix_test.go":                      "pauses between looks at a file until a process has ended",
	"testdata/integration/browser/browser_test.go":    "ends a browser that hangs",
	"testdata/integration/ci/ci_test.go":              "logs how long a recipe took; pauses between questions to a server",
	"testdata/integration/golangci/golangci_test.go":  "logs how long a build took",
	"testdata/integration/gopls/client_test.go":       "ends a gopls that hangs",
	"testdata/integration/gopls/editors_test.go":      "ends an editor that hangs",
	"testdata/integration/gopls/gopls_test.go":        "logs how long a build took",
	"testdata/integration/playground/page_test.go":    "ends a browser that hangs",
	"testdata/integration/release/release_test.go":    "logs how long a command took; dates a version",
	"testdata/integration/toolchains/drivers_test.go": "logs how long builds and runs took",
}

// TestNoClock holds that no test depends on time, which is another on each
// machine: what may take how much is counted, in steps, nodes and allocations,
// and time is for benchmarks.
func TestNoClock(t *testing.T) {
	look := map[string][]string{}
	tests := 0
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		rel, err := filepath.Rel("..", name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if strings.HasPrefix(rel, "testdata/") && !strings.HasPrefix(rel, "testdata/integration/") {
			return nil // cases, not tests
		}
		tests++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, n := range clockUses(file) {
			look[rel] = append(look[rel], "line "+strconv.Itoa(set.Position(n.Pos()).Line)+": "+n.Sel.Name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if tests < 40 {
		t.Errorf("%d files of tests; is this the repository?", tests)
	}
	for _, name := range slices.Sorted(maps.Keys(look)) {
		if mayLook[name] == "" {
			t.Errorf("%s looks at a clock (%s): count steps or allocations instead", name, strings.Join(look[name], ", "))
		}
	}
	for name := range mayLook {
		if look[name] == nil {
			t.Errorf("%s looks at no clock, or is gone", name)
		}
	}
}

// clockUses lists the mentions of clocks in a file.
func clockUses(file *ast.File) (out []*ast.SelectorExpr) {
	names := map[string][]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value) // the parser checked it
		name := path
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = clocks[path]
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && slices.Contains(names[id.Name], sel.Sel.Name) {
				out = append(out, sel)
			}
		}
		return true
	})
	return out
}

// TestClockUses holds that check to a file of its own.
func TestClockUses(t *testing.T) {
	const src = `package p
import ("context"; clock "time"; "testing")
var d = 3 * clock.Second
func f(ctx context.Context) { clock.Sleep(d); context.WithTimeout(ctx, d); context.WithCancel(ctx); g(clock.Since); now.Now(); testing.Benchmark(nil) }
`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range clockUses(file) {
		got = append(got, n.Sel.Name)
	}
	if want := []string{"Sleep", "WithTimeout", "Since", "Benchmark"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
