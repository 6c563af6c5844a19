//go:build integration

package analyzer_test

import (
	"path/filepath"
	"testing"
)

// beyond lists how many findings of a framework's cases have no fix: what is
// answered cannot carry a challenge, or no response is in reach.
var beyond = map[string]int{
	"atreugo":  2, // ErrorResponse wipes the header
	"fasthttp": 2, // TimeoutErrorWithCode answers with a response of its own
	"flamego":  6, // a renderer, and handlers that return the status, have no header
	"iris":     1, // hero.Response has none
	"lambda":   7, // the status is assigned, or a helper makes the response
	"macaron":  2, // as flamego
	"nethttp":  2, // a response that a RoundTripper or a proxy returns
	"traps":    3, // the header is set to nothing on purpose
}

// TestFrameworksFixes holds the fixes for each framework to golden files, with
// the real frameworks: in its own idiom, and compiling.
func TestFrameworksFixes(t *testing.T) {
	dir := filepath.Join("..", "testdata", "frameworks")
	needsGo(t, dir)
	abs := testdata(t, "frameworks")
	for name, ms := range mend(t, abs, "./fixes/...") {
		t.Errorf("no fix in %s for: %q", name, ms)
	}
	without := mend(t, abs, "./cases/...")
	for name, ms := range without {
		if len(ms) != beyond[name] {
			t.Errorf("%d findings of %s have no fix, want %d: %q", len(ms), name, beyond[name], ms)
		}
	}
	for name, n := range beyond {
		if len(without[name]) == 0 {
			t.Errorf("all findings of %s have a fix, not all but %d", name, n)
		}
	}
}
