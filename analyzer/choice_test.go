package analyzer_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/authstatus/authstatus/analyzer"
)

// TestChoice holds the rules of the choice group to the cases for net/http,
// gin and echo.
func TestChoice(t *testing.T) {
	analysistest.Run(factless{t}, testdata(t, "choice"), analyzer.New(analyzer.Config{Rules: []string{"choice"}}), "./...")
}

// messages runs a configuration over one package of the cases.
func messages(t *testing.T, cfg analyzer.Config, dir string) []string {
	t.Helper()
	var out []string
	for _, a := range analyze(t, testdata(t, "choice"), nil, cfg, "./"+dir) {
		for _, d := range a.Diagnostics {
			out = append(out, d.Message)
		}
	}
	return out
}

// A revoked token gets what -revoked says.
func TestRevoked(t *testing.T) {
	for value, want := range map[string]bool{"": true, "403": true, "401": false, "any": false} {
		got, other := false, false
		for _, m := range messages(t, analyzer.Config{Rules: []string{"choice"}, Revoked: value}, "words") {
			got = got || strings.HasPrefix(m, "401 [want-403]: the token was revoked")
			other = other || strings.HasPrefix(m, "403 [want-401]: the token was revoked")
		}
		if got != want {
			t.Errorf("-revoked=%s: reported %v, want %v", value, got, want)
		}
		if other != (value == "401") {
			t.Errorf("-revoked=%s: a 403 is reported: %v", value, other)
		}
	}
}

// Medium confidence adds to what the default reports.
func TestConfidence(t *testing.T) {
	high := messages(t, analyzer.Config{Rules: []string{"choice"}}, "medium")
	medium := messages(t, analyzer.Config{Rules: []string{"choice"}, Confidence: "medium"}, "medium")
	if len(high) != 0 {
		t.Errorf("the default reports what only words suggest: %q", high)
	}
	if len(medium) != 3 {
		t.Errorf("medium reports %d of 3: %q", len(medium), medium)
	}
	part := "401 [want-403]: the condition also holds where the caller is known and is no administrator (user.IsAdmin, line 31): respond 403 there (RFC 9110 §15.5.4)"
	if !slices.Contains(medium, part) {
		t.Errorf("medium does not name the part that is wrong: %q", medium)
	}
}

// One mistake is one finding: where the status is wrong, the challenge that it
// lacks is not reported; a rule that is off replaces nothing.
func TestOneFindingForOneMistake(t *testing.T) {
	at := func(cfg analyzer.Config) (choice, challenge int) {
		for _, a := range analyze(t, testdata(t, "choice"), nil, cfg, "./words") {
			count(a.Diagnostics, &choice, &challenge)
		}
		return
	}
	if choice, challenge := at(analyzer.Config{Rules: []string{"choice", "challenge"}}); choice == 0 || challenge != 0 {
		t.Errorf("%d choices and %d challenges, want some and none", choice, challenge)
	}
	if choice, challenge := at(analyzer.Config{Disable: []string{"choice"}}); choice != 0 || challenge != 1 {
		t.Errorf("without the choice: %d choices and %d challenges, want 0 and 1", choice, challenge)
	}
}

func count(ds []analysis.Diagnostic, choice, challenge *int) {
	for _, d := range ds {
		switch d.Category {
		case "want-401", "want-403", "mixed-status":
			*choice++
		case "missing-challenge", "session-challenge":
			*challenge++
		}
	}
}
