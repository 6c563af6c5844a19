//go:build integration

package analyzer_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// TestFrameworksFixes holds the fixes for each framework to golden files, with
// the real frameworks: in its own idiom, and compiling.
func TestFrameworksFixes(t *testing.T) {
	dir := filepath.Join("..", "testdata", "frameworks")
	needsGo(t, dir)
	_, without := mend(t, testdata(t, "frameworks"), everything, true, "./fixes/...")
	for name, ms := range without {
		t.Errorf("no fix in %s for: %q", name, ms)
	}
}

// TestFrameworksCasesMended mends what the cases of the frameworks report. Few
// have no fix: what wipes the header, what has no response in reach, and what
// lacks a challenge on one of several ways only. The
// challenge is configured, because few cases read a credential.
func TestFrameworksCasesMended(t *testing.T) {
	dir := filepath.Join("..", "testdata", "frameworks")
	needsGo(t, dir)
	cfg := everything
	cfg.Challenge = `Bearer realm="api"`
	with, without := mend(t, testdata(t, "frameworks"), cfg, false, "./cases/...")
	n := 0
	for name, ms := range without {
		n += len(ms)
		t.Logf("no fix in %s for: %q", name, ms)
	}
	if n*9 > n+with {
		t.Errorf("%d of %d findings have no fix, want no more than one in nine", n, n+with)
	}
}

// TestFrameworksNoFix holds the places where an edit could do harm to none.
func TestFrameworksNoFix(t *testing.T) {
	dir := filepath.Join("..", "testdata", "frameworks")
	needsGo(t, dir)
	results := analysistest.Run(factless{t}, testdata(t, "frameworks"), analyzer.New(analyzer.Config{}), "./nofix/...")
	for _, r := range results {
		for _, d := range r.Action.Diagnostics {
			if len(d.SuggestedFixes) > 0 {
				t.Errorf("a fix (%s) for: %s", d.SuggestedFixes[0].Message, d.Message)
			}
		}
	}
}
