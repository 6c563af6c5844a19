package analyzer_test

import (
	"bytes"
	"encoding"
	"encoding/gob"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// factBudget bounds the bytes that the facts of one package take, as gob
// writes them. go vet stores them with the package, and each importer reads
// them again: they must stay in the order of the export data of a package of
// this size, some tens of kilobytes. The largest in the testdata is a package of
// builders that keep headers in maps: 36 KB in 26 facts, whose exits are kept
// apart by whether the map has a challenge. An errors package has 13 KB.
const factBudget = 40 << 10

// A world is one analysis of the testdata, as texts: token positions differ
// from one load to the next.
type world struct {
	facts    map[string]map[string][]byte // package, then object and type: what gob writes
	findings []string                     // in the order of their packages, each in that of its reports
}

// actions loads the packages of a module from scratch, with other or more files,
// and analyses them.
func actions(t *testing.T, dir string, overlay map[string][]byte) []*checker.Action {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Overlay: overlay}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("testdata does not compile")
	}
	// Packages outside the module come from export data: nothing to analyse.
	of := map[string]bool{}
	for _, pkg := range pkgs {
		of[pkg.PkgPath] = true
	}
	for _, pkg := range pkgs {
		pkg.Imports = maps.Clone(pkg.Imports)
		maps.DeleteFunc(pkg.Imports, func(path string, _ *packages.Package) bool { return !of[path] })
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Config{})}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	return graph.Roots
}

// analyse loads and analyses the packages of the testdata from scratch. look
// is called for each fact.
func analyse(t *testing.T, dir string, look func(pkg, key string, f analysis.Fact)) world {
	t.Helper()
	return analyseOverlaid(t, dir, nil, look)
}

// analyseOverlaid is analyse with other or more files.
func analyseOverlaid(t *testing.T, dir string, overlay map[string][]byte, look func(pkg, key string, f analysis.Fact)) world {
	t.Helper()
	w := world{facts: map[string]map[string][]byte{}}
	for _, act := range actions(t, dir, overlay) {
		path := act.Package.PkgPath
		if act.Err != nil {
			t.Fatalf("%s: %v", path, act.Err)
		}
		w.facts[path] = map[string][]byte{}
		add := func(key string, f analysis.Fact) {
			key += fmt.Sprintf(" %T", f)
			w.facts[path][key] = encode(t, f)
			if look != nil {
				look(path, key, f)
			}
		}
		for _, f := range act.AllObjectFacts() {
			if f.Object.Pkg() != act.Package.Types {
				continue
			}
			op, err := objectpath.For(f.Object)
			if err != nil {
				t.Errorf("%s: a fact on %s, which no importer can name: %v", path, f.Object, err)
				continue
			}
			add(string(op), f.Fact)
		}
		for _, f := range act.AllPackageFacts() {
			if f.Package == act.Package.Types {
				add("package", f.Fact)
			}
		}
		for _, d := range act.Diagnostics {
			w.findings = append(w.findings, finding(act, d))
		}
	}
	return w
}

// finding is a diagnostic with all that a user sees of it.
func finding(act *checker.Action, d analysis.Diagnostic) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", act.Package.Fset.Position(d.Pos), d.Message)
	for _, r := range d.Related {
		fmt.Fprintf(&b, "\n\t%s: %s", act.Package.Fset.Position(r.Pos), r.Message)
	}
	for _, f := range d.SuggestedFixes {
		fmt.Fprintf(&b, "\n\tfix: %s", f.Message)
		for _, e := range f.TextEdits {
			fmt.Fprintf(&b, " %s %q", act.Package.Fset.Position(e.Pos), e.NewText)
		}
	}
	return b.String()
}

func encode(t *testing.T, f analysis.Fact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(f); err != nil {
		t.Fatalf("%T does not encode: %v", f, err)
	}
	return b.Bytes()
}

// TestFactsEncode holds that a driver may write facts and read them back: what
// comes back is equal, always the same bytes, and not too many.
func TestFactsEncode(t *testing.T) {
	kinds := map[string]int{}
	look := func(pkg, key string, f analysis.Fact) {
		kinds[fmt.Sprintf("%T", f)]++
		data := encode(t, f)
		for range 10 {
			if !bytes.Equal(encode(t, f), data) {
				t.Errorf("%s, %s: encodes to other bytes each time", pkg, key)
				break
			}
		}
		back := reflect.New(reflect.TypeOf(f).Elem()).Interface().(analysis.Fact)
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(back); err != nil {
			t.Errorf("%s, %s: does not decode: %v", pkg, key, err)
			return
		}
		if !reflect.DeepEqual(normal(reflect.ValueOf(f)), normal(reflect.ValueOf(back))) {
			t.Errorf("%s, %s: comes back as another fact\nwritten %+v\nread    %+v", pkg, key, f, back)
		}
	}
	w := analyse(t, testdata(t, "challenge"), look)
	maps.Copy(w.facts, analyse(t, testdata(t, "choice"), look).facts)
	// Only servers of frameworks bring about this one, which is tested with them.
	look("a server", "of a framework", &rule.HandsFact{Given: []rule.Given{{Param: 1, Call: "example.org/jwt.New", In: "Routes"}, {Call: "example.org/key.New", In: "Guard"}}})
	for _, f := range analyzer.New(analyzer.Config{}).FactTypes {
		if kinds[fmt.Sprintf("%T", f)] == 0 {
			t.Errorf("the testdata has no %T", f)
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(w.facts)) {
		total := 0
		for key, data := range w.facts[pkg] {
			total += len(key) + len(data)
		}
		t.Logf("%6d bytes in %3d facts of %s", total, len(w.facts[pkg]), pkg)
		if total > factBudget {
			t.Errorf("%s: %d bytes of facts, more than %d", pkg, total, factBudget)
		}
	}
}

// normal is a fact without the difference between an empty slice and none,
// which gob does not keep and nobody may rely on.
func normal(v reflect.Value) any {
	if m, ok := v.Interface().(encoding.BinaryMarshaler); ok {
		data, err := m.MarshalBinary()
		return fmt.Sprint(data, err)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return normal(v.Elem())
	case reflect.Struct:
		out := make([]any, v.NumField())
		for i := range out {
			out[i] = normal(v.Field(i))
		}
		return out
	case reflect.Slice:
		var out []any
		for i := range v.Len() {
			out = append(out, normal(v.Index(i)))
		}
		return out
	}
	return v.Interface()
}

// TestDeterministic holds that an analysis says the same however it is
// scheduled, whatever addresses its objects have and in whatever order files
// were read: drivers cache facts and findings by their bytes.
func TestDeterministic(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the testdata three times")
	}
	dir := testdata(t, "challenge")
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var first world
	for i, procs := range []int{1, 3, 8} {
		runtime.GOMAXPROCS(procs)
		w := analyse(t, dir, nil)
		if i == 0 {
			first = w
			if len(w.findings) == 0 {
				t.Fatal("the testdata has no findings")
			}
			continue
		}
		for _, pkg := range slices.Sorted(maps.Keys(first.facts)) {
			want, got := first.facts[pkg], w.facts[pkg]
			for _, key := range slices.Sorted(maps.Keys(want)) {
				if _, ok := got[key]; !ok {
					t.Errorf("%s, %s: no such fact in run %d", pkg, key, i+1)
				} else if !bytes.Equal(want[key], got[key]) {
					t.Errorf("%s, %s: differs in run %d", pkg, key, i+1)
				}
			}
			for _, key := range slices.Sorted(maps.Keys(got)) {
				if _, ok := want[key]; !ok {
					t.Errorf("%s, %s: a fact in run %d only", pkg, key, i+1)
				}
			}
		}
		if !slices.Equal(w.findings, first.findings) {
			t.Errorf("findings of run %d differ: %s", i+1, firstDifference(first.findings, w.findings))
		}
	}
}

func firstDifference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("\nfirst %s\nnow   %s", a[i], b[i])
		}
	}
	return fmt.Sprintf("%d and %d of them", len(a), len(b))
}
