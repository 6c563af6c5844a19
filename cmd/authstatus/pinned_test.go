package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	usesAction = regexp.MustCompile(`^\s*(?:- )?uses:\s*["']?([^"'\s]+)`)
	// By hash, with the version beside it for those who read and for dependabot.
	pinnedAction = regexp.MustCompile(`@[0-9a-f]{40}["']? # v\d+\.\d+\.\d+$`)
)

// TestPinnedActions holds workflows, the action and the recipes in documents to
// actions that nobody can exchange. Its own tags are never moved, and a local
// path is the repository itself.
func TestPinnedActions(t *testing.T) {
	var files []string
	for _, pattern := range []string{".github/workflows/*", "action.yml", "*.md", "docs/*.md", ".*.yml", ".*.yaml"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	seen := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			m := usesAction.FindStringSubmatch(line)
			if m == nil || strings.HasPrefix(m[1], "./") || strings.HasPrefix(m[1], "authstatus/authstatus@v") {
				continue
			}
			seen++
			if !pinnedAction.MatchString(strings.TrimSpace(line)) {
				t.Errorf("%s:%d: not pinned to a hash and its version: %s", name, n, strings.TrimSpace(line))
			}
		}
	}
	if seen < 5 {
		t.Errorf("%d actions found", seen)
	}
}
