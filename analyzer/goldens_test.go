package analyzer_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer/internal/model"
)

// TestIdiomsHaveGoldens fails for a framework with an idiom that no golden file
// shows: what a fix writes in it would be held to nothing.
func TestIdiomsHaveGoldens(t *testing.T) {
	goldens := map[string]string{}
	for _, dir := range []string{"fixes", filepath.Join("frameworks", "fixes")} {
		err := filepath.WalkDir(testdata(t, dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".golden") {
				return err
			}
			text, err := os.ReadFile(name)
			goldens[name] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(goldens) == 0 {
		t.Fatal("no golden files")
	}
	for _, f := range model.Builtin() {
		for _, i := range f.Idioms {
			if i.Type == "net/http.Response" {
				continue // what a client got: no fix sets a header on it
			}
			pattern := regexp.QuoteMeta(i.Code)
			for from, to := range map[string]string{`\$response`: `[\w.]+`, `\$header`: `[\w."-]+`, `\$value`: `.+`} {
				pattern = strings.ReplaceAll(pattern, from, to)
			}
			re := regexp.MustCompile(`(?m)^\s*` + pattern + `$`)
			if !shown(f, re, goldens) {
				t.Errorf("no golden file of %s shows its idiom for %s: %s", f.Name, i.Type, i.Code)
			}
		}
	}
}

// shown tells whether a golden file of a framework has a line.
func shown(f *model.Framework, line *regexp.Regexp, goldens map[string]string) bool {
	for _, text := range goldens {
		for _, path := range f.Imports {
			if strings.Contains(text, `"`+path) && line.MatchString(text) {
				return true
			}
		}
	}
	return false
}
