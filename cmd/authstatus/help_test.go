package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

func TestHelpFitsAScreen(t *testing.T) {
	var out bytes.Buffer
	a := analyzer.New(analyzer.Config{})
	help(&out, a)
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) > 50 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		if len(line) > 80 {
			t.Errorf("longer than 80: %s", line)
		}
	}
	if last := lines[len(lines)-1]; !strings.Contains(last, "go vet -vettool=") {
		t.Errorf("does not end with an example: %s", last)
	}
}

// What the help lists, the README explains, and the other way round.
func TestReadmeHasEveryFlag(t *testing.T) {
	var out bytes.Buffer
	help(&out, analyzer.New(analyzer.Config{}))
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	names := func(re, text string) map[string]bool {
		all := map[string]bool{}
		for _, m := range regexp.MustCompile(re).FindAllStringSubmatch(text, -1) {
			all[m[1]] = true
		}
		return all
	}
	inHelp := names(`(?m)^  -([\w-]+)`, out.String())
	inReadme := names("(?m)^\\| `-([\\w-]+)", string(readme))
	for name := range inHelp {
		if !inReadme[name] {
			t.Errorf("the README has no -%s", name)
		}
	}
	for name := range inReadme {
		if !inHelp[name] {
			t.Errorf("the help has no -%s", name)
		}
	}
}
