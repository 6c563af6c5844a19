//go:build integration

package analyzer_test

import (
	"go/version"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/metamorphic"
)

// TestMetamorphicPrograms does what TestMetamorphic does with the programs that
// rewrite people's code: go fix and gofmt -s of the toolchain that runs the
// test, and modernize of the x/tools that the module requires.
func TestMetamorphicPrograms(t *testing.T) {
	modernize := filepath.Join(t.TempDir(), "modernize")
	if out, err := exec.Command("go", "build", "-o", modernize, "golang.org/x/tools/go/analysis/passes/modernize/cmd/modernize").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	language := version.Lang(runtime.Version())
	// What they offer depends on the Go that the module asks for.
	newest := []string{"go", "mod", "edit", "-go=" + language[len("go"):]}
	all := []*metamorphic.Transformation{
		metamorphic.Program("gofmt -s", metamorphic.Elaborate, []string{"gofmt", "-s", "-w", "."}),
		metamorphic.Program("go fix", nil, newest, []string{"go", "fix", "./..."}),
		metamorphic.Program("modernize -fix", nil, newest, []string{modernize, "-fix", "./..."}),
	}
	var sums tally
	for _, dir := range []string{"challenge", "choice", "fixes"} {
		t.Run(dir, func(t *testing.T) {
			m, broken, err := metamorphic.Load(testdata(t, dir))
			if err != nil || len(broken) > 0 {
				t.Fatal(err, broken)
			}
			m.GoVersion = language
			before := original(t, m, "challenge", "choice")
			for _, tr := range all {
				t.Run(tr.Name, func(t *testing.T) { holds(t, m, tr, before, &sums) })
			}
		})
	}
	for _, tr := range all {
		if sums.done[tr.Name] == 0 {
			t.Errorf("%s: nothing was done", tr.Name)
		}
		t.Logf("%s of %s changed %d files", tr.Name, runtime.Version(), sums.done[tr.Name])
	}
}
