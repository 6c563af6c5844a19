package analyzer_test

import (
	"bytes"
	"cmp"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/analyzer"
)

// TestFixes holds findings that have a fix, and the places where an edit could
// do harm, to their comments. What the fixes write, which TestMended holds to
// golden files, is formatted as it stands, and a second run has nothing more to
// say.
func TestFixes(t *testing.T) {
	dir := testdata(t, "fixes")
	// In one run, since what they import is type-checked for each: interop is for
	// the rule that is off by default.
	a, off := analyzer.New(analyzer.Config{SingleFix: true, Generated: true}), analyzer.New(interop)
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if strings.HasSuffix(pass.Pkg.Path(), "/interop") {
			return off.Run(pass)
		}
		return run(pass)
	}
	analysistest.Run(factless{t}, dir, a, "./bearer", "./basic", "./literal", "./mcp", "./nofix", "./registry", "./scheme", "./several", "./unread", "./interop")

	patterns := []string{"./bearer", "./basic", "./literal", "./mcp", "./scheme"}
	found := analyze(t, dir, nil, analyzer.Config{SingleFix: true}, patterns...)
	after := applyFixes(t, found)
	for name, src := range after {
		if out, err := format.Source(src); err != nil || !bytes.Equal(out, src) {
			t.Errorf("%s with its fixes is not formatted: %v\n%s", filepath.Base(name), err, src)
		}
	}
	for _, d := range diagnostics(analyze(t, dir, after, analyzer.Config{}, patterns...)) {
		t.Errorf("after the fixes: %s", d.Message)
	}

	got := map[string]bool{}
	for _, d := range diagnostics(found) {
		if len(d.SuggestedFixes) != 1 {
			t.Errorf("%d fixes, want 1: %s", len(d.SuggestedFixes), d.Message)
			continue
		}
		got[d.SuggestedFixes[0].Message] = true
	}
	want := []string{"Correct the challenge", "Set Proxy-Authenticate: Basic", "Set WWW-Authenticate: ApiKey", "Set WWW-Authenticate: Basic", "Set WWW-Authenticate: Basic and Bearer", "Set WWW-Authenticate: Bearer", "Set WWW-Authenticate: DPoP", "Set WWW-Authenticate: Token"}
	if all := slices.Sorted(maps.Keys(got)); !slices.Equal(all, want) {
		t.Errorf("messages %q, want %q", all, want)
	}
}

// interop runs the rule that is off by default.
var interop = analyzer.Config{Rules: []string{"interop-challenge"}, SingleFix: true}

// TestInteropChallenge holds the fixes of a rule that is off by default, whose
// findings TestFixes holds to their comments.
func TestInteropChallenge(t *testing.T) {
	dir := testdata(t, "fixes")
	after := applyFixes(t, analyze(t, dir, nil, interop, "./interop"))
	if len(after) == 0 {
		t.Error("no fixes")
	}
	changes := newReview(t)
	for name, src := range after {
		golden(t, changes, name+".golden", src)
	}
	for _, d := range diagnostics(analyze(t, dir, after, interop, "./interop")) {
		t.Errorf("after the fixes: %s", d.Message)
	}
	for _, cfg := range []analyzer.Config{{}, {Rules: []string{"challenge"}}, {Disable: []string{"choice"}}} {
		for _, d := range diagnostics(analyze(t, dir, nil, cfg, "./interop")) {
			t.Errorf("without being asked: %s", d.Message)
		}
	}
}

// TestNoFix holds the places where an edit could do harm to none, and those
// whose scheme nothing tells.
func TestNoFix(t *testing.T) {
	ds := diagnostics(analyze(t, testdata(t, "fixes"), nil, analyzer.Config{Generated: true}, "./nofix", "./registry", "./several", "./unread"))
	if len(ds) == 0 {
		t.Error("no findings")
	}
	for _, d := range ds {
		if len(d.SuggestedFixes) > 0 {
			t.Errorf("a fix (%s) for: %s", d.SuggestedFixes[0].Message, d.Message)
		}
	}
}

func TestFixesWriteTheConfiguredChallenge(t *testing.T) {
	const value = `DPoP algs="ES256"`
	ds := diagnostics(analyze(t, testdata(t, "fixes"), nil, analyzer.Config{Challenge: value}, "./basic"))
	if len(ds) != 1 || len(ds[0].SuggestedFixes) == 0 {
		t.Fatalf("want one finding with one fix, got %v", ds)
	}
	fix := ds[0].SuggestedFixes[0]
	if fix.Message != "Set WWW-Authenticate: DPoP" || !strings.Contains(string(fix.TextEdits[0].NewText), "`"+value+"`") {
		t.Errorf("%s: %s", fix.Message, fix.TextEdits[0].NewText)
	}
}

// What reads no credential is mended with the configured challenge only.
func TestFixesOfTheUnread(t *testing.T) {
	cfg := everything
	cfg.Challenge = `Bearer realm="shop"`
	_, without := mend(t, testdata(t, "fixes"), cfg, true, "./unread")
	for name, ms := range without {
		t.Errorf("no fix in %s for: %q", name, ms)
	}
}

func diagnostics(actions []*checker.Action) []analysis.Diagnostic {
	var out []analysis.Diagnostic
	for _, a := range actions {
		out = append(out, a.Diagnostics...)
	}
	return out
}

// applyFixes returns the files of the packages, with all fixes written as they
// are.
func applyFixes(t *testing.T, actions []*checker.Action) map[string][]byte {
	t.Helper()
	type edit struct {
		start, end int
		text       []byte
	}
	files := map[string][]byte{}
	edits := map[string][]edit{}
	for _, a := range actions {
		fset := a.Package.Fset
		for _, name := range a.Package.GoFiles {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = src
		}
		for _, d := range a.Diagnostics {
			for _, f := range d.SuggestedFixes {
				for _, e := range f.TextEdits {
					tf := fset.File(e.Pos)
					edits[tf.Name()] = append(edits[tf.Name()], edit{tf.Offset(e.Pos), tf.Offset(e.End), e.NewText})
				}
			}
		}
	}
	for name, es := range edits {
		slices.SortFunc(es, func(a, b edit) int { return cmp.Compare(b.start, a.start) })
		for i, e := range es {
			if i > 0 && e.end >= es[i-1].start {
				t.Errorf("%s: edits meet at offset %d", name, e.end)
			}
			files[name] = slices.Concat(files[name][:e.start], e.text, files[name][e.end:])
		}
	}
	return files
}

func writeFile(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
