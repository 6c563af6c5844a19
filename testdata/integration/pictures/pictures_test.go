package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The picture of the terminal shows what the command prints today.
func TestTerminalIsFresh(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	text, err := terminal(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "[missing-challenge]") || !strings.Contains(text, "\x1b[32m+\t\t\tw.Header().Set(") {
		t.Errorf("no finding or no fix in\n%s", text)
	}
	want, err := os.ReadFile(filepath.Join(root, "docs", "pictures", "terminal.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if svg(text) != string(want) {
		t.Error("docs/pictures/terminal.svg is stale: go run . in this directory")
	}
}
