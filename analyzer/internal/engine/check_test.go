package engine_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/analyzer/internal/checktest"
)

// A checked package is what a driver hands to an analyzer, with the facts that it
// wrote.
type checked struct {
	*checktest.Package
	facts map[factKey]analysis.Fact
}

type factKey struct {
	of  any // *types.Package or types.Object
	typ reflect.Type
}

// check type-checks a source text. Generated sources have only the imports
// that they use.
func check(t *testing.T, src string) *checked {
	t.Helper()
	return &checked{checktest.Check(t, src), map[factKey]analysis.Fact{}}
}

// nodes counts the nodes of the syntax.
func (c *checked) nodes() (n int) {
	ast.Inspect(c.File, func(node ast.Node) bool {
		if node != nil {
			n++
		}
		return true
	})
	return n
}

// work is what an analysis took, in what doesn't depend on the machine.
type work struct {
	steps  int
	allocs uint64
}

// analyze runs the analyzer and returns its findings, each as line and rule.
func (c *checked) analyze(t *testing.T) []string {
	t.Helper()
	found, _ := c.measure(t)
	return found
}

// measure is analyze with the work that it took. Nothing else may run in the
// process.
func (c *checked) measure(t *testing.T) ([]string, work) {
	t.Helper()
	a := analyzer.New(analyzer.Config{})
	var out []string
	get := func(of any, f analysis.Fact) bool {
		g, ok := c.facts[factKey{of, reflect.TypeOf(f)}]
		if ok {
			reflect.ValueOf(f).Elem().Set(reflect.ValueOf(g).Elem())
		}
		return ok
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := a.Run(&analysis.Pass{
		Analyzer: a, Fset: c.Fset, Files: []*ast.File{c.File}, Pkg: c.Types, TypesInfo: c.Info,
		TypesSizes: types.SizesFor("gc", "amd64"), Module: &analysis.Module{Path: "example.test"}, ResultOf: map[*analysis.Analyzer]any{},
		Report: func(d analysis.Diagnostic) {
			out = append(out, fmt.Sprintf("%d %s", c.Fset.PositionFor(d.Pos, false).Line, d.Category))
		},
		ImportObjectFact:  func(o types.Object, f analysis.Fact) bool { return get(o, f) },
		ExportObjectFact:  func(o types.Object, f analysis.Fact) { c.facts[factKey{o, reflect.TypeOf(f)}] = f },
		ImportPackageFact: func(p *types.Package, f analysis.Fact) bool { return get(p, f) },
		ExportPackageFact: func(f analysis.Fact) { c.facts[factKey{c.Types, reflect.TypeOf(f)}] = f },
	})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	return out, work{res.(*analyzer.Result).Steps, after.Mallocs - before.Mallocs}
}

// source is a file under construction; where marks the line of a finding.
type source struct {
	strings.Builder
	lines int
	marks []int
}

func newSource(imports ...string) *source {
	s := &source{}
	s.add("package p")
	for _, i := range imports {
		s.add("import %q", i)
	}
	return s
}

// add appends one line.
func (s *source) add(format string, args ...any) {
	fmt.Fprintf(s, format+"\n", args...)
	s.lines++
}

// want appends a line that is to be reported, if anything is.
func (s *source) want(format string, args ...any) {
	s.add(format, args...)
	s.marks = append(s.marks, s.lines)
}

// findings are those of a rule in the marked lines.
func (s *source) findings(rule string) (out []string) {
	for _, line := range s.marks {
		out = append(out, fmt.Sprintf("%d %s", line, rule))
	}
	return out
}
