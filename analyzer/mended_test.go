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
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
)

var update = flag.Bool("update", false, "write the golden files of fixes anew")

// everything runs every rule.
var everything = analyzer.Config{Rules: []string{"choice", "challenge"}, SingleFix: true}

// load loads packages with the export data of what they import, once for all
// tests if no file is replaced. All of them must compile.
func load(t *testing.T, dir string, overlay map[string][]byte, patterns ...string) []*packages.Package {
	t.Helper()
	key := dir + " " + strings.Join(patterns, " ")
	if pkgs, ok := loaded[key]; ok && len(overlay) == 0 {
		return pkgs
	}
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
	if len(overlay) == 0 {
		loaded[key] = pkgs
	}
	return pkgs
}

// loaded is what load has loaded, by folder and patterns.
var loaded = map[string][]*packages.Package{}

// analyze runs the analyzer over packages, with some files replaced.
func analyze(t *testing.T, dir string, overlay map[string][]byte, cfg analyzer.Config, patterns ...string) []*checker.Action {
	t.Helper()
	pkgs := load(t, dir, overlay, patterns...)
	a := analyzer.New(cfg)
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) { // the checker reads what is on disk
		read := pass.ReadFile
		pass.ReadFile = func(name string) ([]byte, error) {
			if src, ok := overlay[name]; ok {
				return src, nil
			}
			return read(name)
		}
		return run(pass)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
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

// mend applies the first fix of each finding of packages, and holds the result
// to golden files, if they are asked. It returns how many findings have a fix,
// and those that have none, by the folder of their package.
func mend(t *testing.T, dir string, cfg analyzer.Config, goldens bool, patterns ...string) (with int, without map[string][]string) {
	t.Helper()
	fixed, found := repair(t, dir, cfg, nil, patterns...)
	if goldens {
		changes := newReview(t)
		for name, out := range fixed {
			golden(t, changes, name+".golden", out)
		}
	}
	without = map[string][]string{}
	for _, f := range found {
		if f.fixed {
			with++
		} else {
			without[path.Base(f.pkg)] = append(without[path.Base(f.pkg)], f.message)
		}
	}
	return with, without
}

// reported is a finding that repair met.
type reported struct {
	pkg, file, rule, message string
	offset                   int
	fixed                    bool
}

// repair applies the first fix of each finding, to files of which some may be
// given instead of read. The edits stay in the file of the finding and apart
// from each other; the result is formatted and compiles, and has no finding
// but those that had no fix.
func repair(t *testing.T, dir string, cfg analyzer.Config, given map[string][]byte, patterns ...string) (fixed map[string][]byte, found []reported) {
	t.Helper()
	edits := map[string][]analysis.TextEdit{}
	offsets := map[string]func(analysis.TextEdit) (int, int){}
	for _, a := range analyze(t, dir, given, cfg, patterns...) {
		fset := a.Package.Fset
		for _, d := range a.Diagnostics {
			at := fset.Position(d.Pos)
			found = append(found, reported{a.Package.PkgPath, at.Filename, d.Category, d.Message, at.Offset, len(d.SuggestedFixes) > 0})
			if len(d.SuggestedFixes) == 0 {
				continue
			}
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
	fixed = map[string][]byte{}
	for name, es := range edits {
		src, ok := given[name]
		if !ok {
			var err error
			if src, err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
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
	}
	after := maps.Clone(given)
	if after == nil {
		after = map[string][]byte{}
	}
	maps.Copy(after, fixed)
	for _, a := range analyze(t, dir, after, cfg, patterns...) {
		for _, d := range a.Diagnostics {
			known := func(f reported) bool {
				return !f.fixed && f.pkg == a.Package.PkgPath && unlined(f.message) == unlined(d.Message)
			}
			// One whose edit collided with another's may have it now. A late challenge
			// of the dialects' shapes may turn out to be a weak one once it leaves:
			// that rule has goldens of its own, in testdata/fixes/weak.
			if weak := given != nil && d.Category == "weak-challenge"; !weak && !slices.ContainsFunc(found, known) {
				t.Errorf("after the fixes, %s: %s", a.Package.Fset.Position(d.Pos), d.Message)
			}
		}
	}
	return fixed, found
}

// golden holds a text to a file. What differs goes into a review, which is printed
// with the failures.
func golden(t *testing.T, changes *review, name string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Error(err)
		return
	}
	changes.note(name, string(want), string(got))
	switch {
	case *update:
		writeFile(t, name, got)
	case !bytes.Equal(want, got):
		t.Errorf("%s differs: see the changes by kind", filepath.Base(name))
	}
}

// TestMended holds the fixes of every rule to their golden files, shape by
// shape.
func TestMended(t *testing.T) {
	dir := testdata(t, "fixes")
	_, without := mend(t, dir, everything, true, "./basic", "./bearer", "./choice", "./late", "./literal", "./mcp", "./proxy", "./scheme", "./shapes", "./weak")
	for name, ms := range without {
		t.Errorf("no fix in %s for: %q", name, ms)
	}
}

// Alternatives follow the safe fix, and are formatted and compile as well.
func TestAlternatives(t *testing.T) {
	all, err := seeds()
	if err != nil {
		t.Fatal(err)
	}
	cfg := everything
	cfg.SingleFix = false
	a := analyzer.New(cfg)
	got := map[string]bool{}
	for _, s := range all {
		if dir, name := path.Split(s.path); dir != "authstatus.test/fixes/" || name != "bearer" && name != "basic" && name != "choice" {
			continue
		}
		u := parse(s.files)
		defer u.drop()
		u.check(s.path)
		if len(u.errs) > 0 {
			t.Fatalf("%s does not compile: %v", s.path, u.errs)
		}
		ds, err := u.analyze(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			for _, f := range d.SuggestedFixes[1:] {
				got[f.Message] = true
				for _, file := range compiles(t, s.path, s.files, d, f) {
					if out, err := format.Source(file.text); err != nil || !bytes.Equal(out, file.text) {
						t.Errorf("%s: not formatted (%v):\n%s", f.Message, err, file.text)
					}
				}
			}
		}
	}
	want := []string{
		"Ignore, with a reason",
		"Set Proxy-Authenticate: Bearer",
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
