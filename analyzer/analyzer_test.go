package analyzer_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// factless fails on everything that analysistest does, except on facts that no
// comment expects: those are held by tests of their own.
type factless struct{ *testing.T }

func (f factless) Errorf(format string, args ...any) {
	f.Helper()
	if s := fmt.Sprintf(format, args...); !strings.Contains(s, "unexpected fact") {
		f.T.Error(s)
	}
}

func testdata(t *testing.T, dir string) string {
	t.Helper()
	abs, err := filepath.Abs(filepath.Join("..", "testdata", dir))
	if err != nil {
		t.Fatal(err)
	}
	if listed[dir] {
		return abs
	}
	// analysistest does not download what the module requires.
	cmd := exec.Command("go", "list", "-deps", "-test", "./...")
	cmd.Dir = abs
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go list in %s: %v\n%s", dir, err, out)
	}
	listed[dir] = true
	return abs
}

// listed are the modules for which testdata has asked the go command.
var listed = map[string]bool{}

// TestChallenge holds the rules of the challenge group to the cases for
// net/http and gin.
func TestChallenge(t *testing.T) {
	analysistest.Run(factless{t}, testdata(t, "challenge"), analyzer.New(analyzer.Config{Rules: []string{"challenge"}}), "./...")
}
