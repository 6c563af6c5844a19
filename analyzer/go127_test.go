package analyzer_test

import (
	"go/version"
	"runtime"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// TestGo127 holds the rules, and the edits of literals, to what Go 1.27 brought: promoted fields as keys of
// literals, generic methods, encoding/json/v2 and httptest.NewTestServer.
func TestGo127(t *testing.T) {
	needsGo127(t)
	analysistest.Run(factless{t}, testdata(t, "go127"), analyzer.New(analyzer.Config{Rules: []string{"challenge", "choice"}}), "./...")
	with, without := mend(t, testdata(t, "go127"), analyzer.Config{}, true, "./fixed")
	if with != 2 || len(without) > 0 {
		t.Errorf("%d findings have a fix, and these none: %q", with, without)
	}
}

// needsGo127 skips a test of cases that an older Go does not compile.
func needsGo127(t *testing.T) {
	t.Helper()
	if v := runtime.Version(); version.IsValid(v) && version.Compare(v, "go1.27") < 0 {
		t.Skipf("the cases need Go 1.27, and this is %s", v)
	}
}
