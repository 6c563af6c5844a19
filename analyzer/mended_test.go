package analyzer_test

import (
	"bytes"
	"cmp"
	"flag"
	"go/format"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
)

var update = flag.Bool("update", false, "write the golden files of fixes anew")

// everything runs every rule.
var everything = analyzer.Config{Rules: []string{"choice", "challenge"}, SingleFix: true}

// analyze runs the analyzer over packages, with some files replaced. All of
// them must compile.
func analyze(t *testing.T, dir string, overlay map[string][]byte, cfg analyzer.Config, patterns ...string) []*checker.Action {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir, Overlay: overlay}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			t.Errorf("does not compile: %v", e)
		}
		p.Imports = nil // only export data, which has no facts
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(cfg)}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range graph.Roots {
		if a.Err != nil {
			t.Error(a.Err)
		}
	}
	return graph.Roots
}

// mend applies the first fix of each finding. The edits stay in the file of
// the finding and apart from each other; the result is formatted and compiles,
// has no finding left that could be mended, and is what the golden files say,
// if they are asked. It returns how many findings have a fix, and those that
// have none, by the folder of their package.
func mend(t *testing.T, dir string, goldens bool, patterns ...string) (with int, without map[string][]string) {
	t.Helper()
	without = map[string][]string{}
	edits := map[string][]analysis.TextEdit{}
	offsets := map[string]func(analysis.TextEdit) (int, int){}
	for _, a := range analyze(t, dir, nil, everything, patterns...) {
		fset := a.Package.Fset
		for _, d := range a.Diagnostics {
			if len(d.SuggestedFixes) == 0 {
				name := path.Base(a.Package.PkgPath)
				without[name] = append(without[name], d.Message)
				continue
			}
			with++
			for _, e := range d.SuggestedFixes[0].TextEdits {
				tf := fset.File(e.Pos)
				if tf != fset.File(d.Pos) {
					t.Errorf("an edit in another file than its finding: %s", d.Message)
				}
				edits[tf.Name()] = append(edits[tf.Name()], e)
				offsets[tf.Name()] = func(e analysis.TextEdit) (int, int) { return tf.Offset(e.Pos), tf.Offset(e.End) }
			}
		}
	}
	fixed := map[string][]byte{}
	for name, es := range edits {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(es, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
		var out []byte
		at := 0
		for i, e := range es {
			from, to := offsets[name](e)
			if from < at || i > 0 && from == at {
				t.Errorf("%s: edits meet at offset %d", name, from)
			}
			out = append(append(out, src[at:from]...), e.NewText...)
			at = to
		}
		out = append(out, src[at:]...)
		if want, err := format.Source(out); err != nil || !bytes.Equal(want, out) {
			t.Errorf("%s with its fixes is not formatted: %v\n%s", filepath.Base(name), err, out)
		}
		fixed[name] = out
		if goldens {
			golden(t, name+".golden", out)
		}
	}
	for _, a := range analyze(t, dir, fixed, everything, patterns...) {
		for _, d := range a.Diagnostics {
			if len(d.SuggestedFixes) > 0 || !slices.ContainsFunc(without[path.Base(a.Package.PkgPath)], func(m string) bool { return unlined(m) == unlined(d.Message) }) {
				t.Errorf("after the fixes, in %s: %s", a.Package.PkgPath, d.Message)
			}
		}
	}
	return with, without
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		writeFile(t, name, got)
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
		return
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs; got:\n%s", filepath.Base(name), got)
	}
}

// TestMended holds the fixes of every rule to their golden files, shape by
// shape.
func TestMended(t *testing.T) {
	dir := testdata(t, "fixes")
	_, without := mend(t, dir, true, "./basic", "./bearer", "./choice", "./late", "./literal", "./shapes")
	for name, ms := range without {
		t.Errorf("no fix in %s for: %q", name, ms)
	}
}

// Alternatives follow the safe fix, and are formatted and compile as well.
func TestAlternatives(t *testing.T) {
	dir := testdata(t, "fixes")
	cfg := everything
	cfg.SingleFix = false
	got := map[string]bool{}
	for _, a := range analyze(t, dir, nil, cfg, "./bearer", "./basic", "./choice") {
		for _, d := range a.Diagnostics {
			for _, f := range d.SuggestedFixes[1:] {
				got[f.Message] = true
				tf := a.Package.Fset.File(f.TextEdits[0].Pos)
				src, err := os.ReadFile(tf.Name())
				if err != nil {
					t.Fatal(err)
				}
				es := slices.Clone(f.TextEdits)
				slices.SortFunc(es, func(a, b analysis.TextEdit) int { return cmp.Compare(b.Pos, a.Pos) })
				for _, e := range es {
					src = slices.Concat(src[:tf.Offset(e.Pos)], e.NewText, src[tf.Offset(e.End):])
				}
				if out, err := format.Source(src); err != nil || !bytes.Equal(out, src) {
					t.Errorf("%s: not formatted (%v):\n%s", f.Message, err, src)
				}
				if path.Base(a.Package.PkgPath) == "basic" { // compiling all takes long
					analyze(t, dir, map[string][]byte{tf.Name(): src}, cfg, a.Package.PkgPath)
				}
			}
		}
	}
	want := []string{
		"Ignore, with a reason",
		"Set Proxy-Authenticate: Basic",
		"Set WWW-Authenticate: Basic",
		"Set WWW-Authenticate: Bearer",
		"Set WWW-Authenticate: DPoP",
		"Set WWW-Authenticate: Session, a scheme of your own",
	}
	have := slices.Sorted(maps.Keys(got))
	for _, w := range want {
		if !slices.Contains(have, w) {
			t.Errorf("no alternative %q among %q", w, have)
		}
	}
}

// unlined is a message without the numbers of lines, which edits move.
func unlined(m string) string { return lineNumber.ReplaceAllString(m, "line N") }

var lineNumber = regexp.MustCompile(`line \d+`)
