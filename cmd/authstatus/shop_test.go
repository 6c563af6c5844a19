package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shopCommand is README's first command.
const shopCommand = "go run ./cmd/authstatus -C testdata/shop -c=2 ./..."

// TestShop runs README's first command: it shows a newcomer about a dozen
// findings in a small server, and every rule that is on by default.
func TestShop(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks a router")
	}
	t.Parallel()
	if readme := readFile(t, "../../README.md"); !strings.Contains(readme, "\n"+shopCommand+"\n") {
		t.Errorf("the README does not have: %s", shopCommand)
	}
	dir, err := filepath.Abs("../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	out, got, code := runIn(t, dir, os.Environ(), realBinary(t), "-c=2", "./...")
	if code != exitFindings || out != "" {
		t.Errorf("exit %d, and on standard output %q", code, out)
	}
	got = strings.ReplaceAll(got, dir+string(filepath.Separator), "")
	golden := filepath.Join(dir, "findings.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := readFile(t, golden); got != want {
		t.Errorf("it prints\n%s\nwant\n%s", got, want)
	}
	found := map[string]int{}
	for _, m := range regexp.MustCompile(`(?m)^\S+: \w+ \[([a-z0-9-]+)\]: `).FindAllStringSubmatch(got, -1) {
		found[m[1]]++
		found[""]++
	}
	if n := found[""]; n < 10 || n > 15 {
		t.Errorf("%d findings, want about a dozen", n)
	}
	for _, r := range analyzer.Rules() {
		if on := !r.Off; on != (found[r.ID] > 0) {
			t.Errorf("%s is on by default: %v, and is found %d times", r.ID, on, found[r.ID])
		}
	}
}
