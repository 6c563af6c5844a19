package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The pictures of the terminal show what the command prints today.
func TestTerminalIsFresh(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fresh := func(name string, draw func(dir string) (string, error), shows ...string) {
		text, err := draw(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range shows {
			if !strings.Contains(text, s) {
				t.Errorf("%s does not show %q:\n%s", name, s, text)
			}
		}
		want, err := os.ReadFile(filepath.Join(root, "docs", "pictures", name))
		if err != nil {
			t.Fatal(err)
		}
		if svg(text) != string(want) {
			t.Errorf("docs/pictures/%s is stale: go run . in this directory", name)
		}
	}
	fresh("terminal.svg", terminal, "[missing-challenge]", "\x1b[32m+\t\t\tw.Header().Set(")
	fresh("observe.svg", observed, "\tseen 2 times in TestNeedsToken", "\tcontradicted: it left once in TestBehindGateway", "\tnot reached")
}
