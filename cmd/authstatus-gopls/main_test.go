package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"strings"
	"testing"

	"github.com/authstatus/authstatus/analyzer"
)

// The test that builds and drives gopls is in testdata/integration/gopls.

func TestChoose(t *testing.T) {
	tests := []struct{ want, goVersion, gopls, err string }{
		{"", "go1.27.1", "v0.24.0", ""},
		{"", "go1.26.8", "v0.23.0", ""},
		{"v0.23.0", "go1.27.0", "v0.23.0", ""},
		{"", "go1.25.12", "", "no supported gopls can be built with go1.25.12 (supported: gopls v0.24.0 (Go 1.27 or later), gopls v0.23.0 (Go 1.26 or later))"},
		{"v0.24.0", "go1.26.8", "", "gopls v0.24.0 needs Go 1.27 and this is go1.26.8"},
		{"v0.21.1", "go1.26.8", "", "gopls v0.21.1 is not supported (supported: gopls v0.24.0 (Go 1.27 or later), "},
	}
	for _, tt := range tests {
		rel, err := choose(tt.want, tt.goVersion)
		if tt.err == "" && (err != nil || rel.version != tt.gopls) {
			t.Errorf("choose(%q, %s) = %s, %v; want %s", tt.want, tt.goVersion, rel.version, err, tt.gopls)
		}
		if tt.err != "" && (err == nil || !strings.HasPrefix(err.Error(), tt.err)) {
			t.Errorf("choose(%q, %s): %v; want %s", tt.want, tt.goVersion, err, tt.err)
		}
	}
}

// Settings are Go in the program that is built, whatever they hold.
func TestMainText(t *testing.T) {
	opts, err := parse([]string{
		"-disable=choice,late-challenge", "-challenge", `Bearer realm="a\"b"`,
		"-challenger=example.org/web.Fail", "-challenger=(*example.org/web.Server).fail",
	}, new(bytes.Buffer))
	if err != nil {
		t.Fatal(err)
	}
	for _, rel := range releases {
		text := mainText(rel, opts.cfg)
		if _, err := format.Source([]byte(text)); err != nil {
			t.Errorf("%s: %v\n%s", rel.version, err, text)
		}
		for _, want := range []string{
			`Disable:     []string{"choice", "late-challenge"}`,
			`Challenge:   "Bearer realm=\"a\\\"b\""`,
			`Challengers: []string{"example.org/web.Fail", "(*example.org/web.Server).fail"}`,
			rel.start,
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in\n%s", rel.version, want, text)
			}
		}
	}
}

func TestWrongUse(t *testing.T) {
	for args, want := range map[string]string{
		"-disable=nonsense":     `no rule or group "nonsense"`,
		"-challenge=Basic":      "-challenge=Basic",
		"-challenger=nonsense":  "-challenger=nonsense",
		"./...":                 `unexpected "./..."`,
		"-source=testdata/none": "",
	} {
		opts, err := parse(strings.Fields(args), new(bytes.Buffer))
		if err == nil {
			_, err = sourceOf(opts)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %s", args, err, want)
		}
	}
	if err := (&analyzer.Config{}).Validate(); err != nil {
		t.Errorf("no settings: %v", err)
	}
}

// The documentation names every release, and no other.
func TestDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("| gopls | needs |\n|---|---|\n")
	for _, r := range releases {
		fmt.Fprintf(&want, "| %s | Go %s |\n", r.version, strings.TrimPrefix(r.goMin, "go"))
	}
	if !strings.Contains(string(text), "\n\n"+want.String()+"\n") {
		t.Errorf("docs/editors.md does not have\n%s", want.String())
	}
}
