//go:build integration

package analyzer_test

import (
	"go/version"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// needsGo skips a test of a module that needs a newer Go than the one that
// built it: go/types can't check that module's packages.
func needsGo(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("go", "list", "-m", "-f", "{{.GoVersion}}")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if v := "go" + strings.TrimSpace(string(out)); version.Compare(runtime.Version(), v) < 0 {
		t.Skipf("%s needs %s, this is %s", dir, v, runtime.Version())
	}
}

// TestFrameworks holds every way in which a framework can send 401 to a case
// that is reported and one that is not, with the real frameworks. It type-checks
// all that they require, so each framework is a test of its own.
func TestFrameworks(t *testing.T) {
	dir := filepath.Join("..", "testdata", "frameworks")
	needsGo(t, dir)
	abs := testdata(t, "frameworks")
	cases, err := filepath.Glob(filepath.Join(dir, "cases", "*"))
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, c := range cases {
		name := filepath.Base(c)
		t.Run(name, func(t *testing.T) {
			analysistest.Run(factless{t}, abs, analyzer.New(analyzer.Config{}), "./cases/"+name+"/...")
		})
	}
	// Authentication middlewares: one folder each, a package for each way of
	// using it.
	t.Run("auth", func(t *testing.T) {
		analysistest.Run(factless{t}, abs, analyzer.New(analyzer.Config{}), "./auth/...")
	})
	t.Run("older", func(t *testing.T) {
		analysistest.Run(factless{t}, testdata(t, "older"), analyzer.New(analyzer.Config{}), "./...")
	})
}
