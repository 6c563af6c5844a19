package analyzer_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
)

// BenchmarkLines analyses generated servers. Beside the time for a line it
// prints the time of the analysis as a percentage of parsing and type-checking
// the same package.
func BenchmarkLines(b *testing.B) {
	for _, lines := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			lab := newBenchLab(b)
			files, defects := serverFiles(lines)
			var load, run time.Duration
			for b.Loop() {
				m := lab.measure(b, files, defects)
				load, run = load+m.load, run+m.run
			}
			n := float64(b.N * countLines(files))
			b.ReportMetric(float64(run)/n, "ns/line")
			b.ReportMetric(100*float64(run)/float64(load), "%load")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// maxGrowth is how much more work than in a package of a thousand lines a line
// may be in one of four thousand. Work that grows with the square of the code
// is four times as much.
const maxGrowth = 1.1

// TestGrowth holds that work grows no faster than the code, in steps and in
// allocations.
func TestGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates too")
	}
	lab := newBenchLab(t)
	perLine := func(lines int) (steps, allocs float64) {
		files, defects := serverFiles(lines)
		m, n := lab.measure(t, files, defects), float64(countLines(files))
		return float64(m.steps) / n, float64(m.allocs) / n
	}
	steps, allocs := perLine(1000)
	moreSteps, moreAllocs := perLine(4000)
	t.Logf("in 1000 and 4000 lines %.2f and %.2f steps, %.1f and %.1f allocations for each", steps, moreSteps, allocs, moreAllocs)
	if moreSteps > maxGrowth*steps || moreAllocs > maxGrowth*allocs {
		t.Errorf("%.2f steps and %.1f allocations for each of 4000 lines, %.2f and %.1f for each of 1000; at most %.1f times as many are allowed", moreSteps, moreAllocs, steps, allocs, maxGrowth)
	}
}

// BenchmarkGrowth compares the time for a line in packages of 100 and of 10
// thousand lines; the goal is 1.2. It measures ten small packages, one large
// one, ten small ones, … and compares the fastest, because other work on the
// machine only adds time. TestGrowth is what fails where work grows.
func BenchmarkGrowth(b *testing.B) {
	const rounds, small = 3, 10
	lab := newBenchLab(b)
	few, fewDefects := serverFiles(10_000)
	many, manyDefects := serverFiles(100_000)
	growth := 0.0
	for b.Loop() {
		least := map[int]float64{}
		note := func(which int, perLine float64) {
			if old, ok := least[which]; !ok || perLine < old {
				least[which] = perLine
			}
		}
		for range rounds {
			var sum time.Duration
			for range small {
				sum += lab.measure(b, few, fewDefects).run
			}
			note(0, float64(sum)/float64(small*countLines(few)))
			note(1, float64(lab.measure(b, many, manyDefects).run)/float64(countLines(many)))
		}
		growth += least[1] / least[0]
	}
	growth /= float64(b.N)
	b.ReportMetric(growth, "growth")
	b.ReportMetric(0, "ns/op")
}

func countLines(files []string) (n int) {
	for _, f := range files {
		n += strings.Count(f, "\n")
	}
	return n
}

// A benchLab parses, type-checks and analyses packages as a driver does, one
// at a time, and knows where the export data of imports is.
type benchLab struct{ exports map[string]string }

func newBenchLab(b testing.TB) *benchLab {
	b.Helper()
	var errs bytes.Buffer
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}",
		"context", "encoding/json", "errors", "fmt", "net/http", "sort", "strings", "time")
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		b.Fatalf("go list: %v\n%s", err, &errs)
	}
	lab := &benchLab{exports: map[string]string{}}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		lab.exports[path] = file
	}
	return lab
}

// measured is what the analysis of a package took.
type measured struct {
	load, run time.Duration // to parse and type-check it, and to analyse it
	steps     int
	allocs    uint64
}

// measure analyses a package, which must have so many findings.
func (lab *benchLab) measure(b testing.TB, files []string, defects int) (m measured) {
	b.Helper()
	runtime.GC()
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(lab.exports[path]) })
	if _, err := imports.Import("net/http"); err != nil { // no part of either time
		b.Fatal(err)
	}

	began := time.Now()
	var syntax []*ast.File
	for i, text := range files {
		f, err := parser.ParseFile(fset, fmt.Sprintf("f%d.go", i), text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			b.Fatal(err)
		}
		syntax = append(syntax, f)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	sizes := types.SizesFor("gc", "amd64")
	conf := types.Config{Importer: imports, Sizes: sizes}
	pkg, err := conf.Check("example.org/server", fset, syntax, info)
	if err != nil {
		b.Fatal(err)
	}
	m.load = time.Since(began)

	found := 0
	a := analyzer.New(analyzer.Config{})
	pass := &analysis.Pass{
		Analyzer: a, Fset: fset, Files: syntax, Pkg: pkg, TypesInfo: info, TypesSizes: sizes,
		Module:            &analysis.Module{Path: "example.org/server"},
		Report:            func(analysis.Diagnostic) { found++ },
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		ExportPackageFact: func(analysis.Fact) {},
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began = time.Now()
	res, err := a.Run(pass)
	m.run = time.Since(began)
	runtime.ReadMemStats(&after)
	if err != nil || reflect.TypeOf(res) != a.ResultType {
		b.Fatalf("%T, %v", res, err)
	}
	m.steps, m.allocs = res.(*analyzer.Result).Steps, after.Mallocs-before.Mallocs
	if found != defects {
		b.Fatalf("%d findings in %d files, want %d", found, len(files), defects)
	}
	return m
}
