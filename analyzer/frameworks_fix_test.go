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
	for _, kind := range []string{"fixes", "cases"} {
		dirs, err := filepath.Glob(filepath.Join(dir, kind, "*"))
		if err != nil || len(dirs) == 0 {
			t.Fatalf("no %s: %v", kind, err)
		}
		for _, d := range dirs {
			name := filepath.Base(d)
			t.Run(kind+"/"+name, func(t *testing.T) {
				n := 0
				if kind == "cases" {
					n = beyond[name]
				}
				without := mend(t, abs, "./"+kind+"/"+name)
				if len(without) != n {
					t.Errorf("%d findings without a fix, want %d: %q", len(without), n, without)
				}
			})
		}
	}
}
