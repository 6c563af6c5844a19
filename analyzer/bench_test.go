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
				l, r := lab.measure(b, files, defects)
				load, run = load+l, run+r
			}
			n := float64(b.N * countLines(files))
			b.ReportMetric(float64(run)/n, "ns/line")
			b.ReportMetric(100*float64(run)/float64(load), "%load")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// maxGrowth is how much longer than in a package of 10 thousand lines a line
// may take in one of 100 thousand. The goal is 1.2; the rest is for machines
// that are busy. Work that grows with the square of the code takes far more.
const maxGrowth = 1.6

// BenchmarkGrowth compares the time for a line in packages of 100 and of 10
// thousand lines, and fails where it grows: work must not grow faster than the
// code. It measures ten small packages, one large one, ten small ones, … and
// compares the fastest, because other work on the machine only adds time.
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
				_, run := lab.measure(b, few, fewDefects)
				sum += run
			}
			note(0, float64(sum)/float64(small*countLines(few)))
			_, run := lab.measure(b, many, manyDefects)
			note(1, float64(run)/float64(countLines(many)))
		}
		growth += least[1] / least[0]
	}
	growth /= float64(b.N)
	b.ReportMetric(growth, "growth")
	b.ReportMetric(0, "ns/op")
	if growth > maxGrowth {
		b.Errorf("a line takes %.2f times as long in a package of 100 thousand lines as in one of 10 thousand; at most %.1f is allowed", growth, maxGrowth)
	}
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

func newBenchLab(b *testing.B) *benchLab {
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

// measure says how long it takes to parse and type-check a package and how
// long to analyse it.
func (lab *benchLab) measure(b *testing.B, files []string, defects int) (load, run time.Duration) {
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
	load = time.Since(began)

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
	began = time.Now()
	res, err := a.Run(pass)
	run = time.Since(began)
	if err != nil || reflect.TypeOf(res) != a.ResultType {
		b.Fatalf("%T, %v", res, err)
	}
	if found != defects {
		b.Fatalf("%d findings in %d files, want %d", found, len(files), defects)
	}
	return load, run
}
