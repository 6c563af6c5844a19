package main

import (
	"bytes"
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
