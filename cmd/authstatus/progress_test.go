package main

import (
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A short run shows nothing; a long one shows one line, which goes before
// anything else is written, and at the end.
func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{w: &out, stop: make(chan struct{})}
	wrote := func(do func(), want string) {
		t.Helper()
		out.Reset()
		do()
		if got := out.String(); got != want {
			t.Errorf("wrote %q, want %q", got, want)
		}
	}
	ticks := func(n int) func() {
		return func() {
			for range n {
				p.tick()
			}
		}
	}
	const on, off, gone = "\r\x1b[K\x1b[?7l", "\x1b[?7h", "\r\x1b[K"

	p.note("listing packages", 0, 0)
	wrote(ticks(patient), "")
	wrote(ticks(1), on+"authstatus: listing packages, 2 s"+off)
	wrote(ticks(1), "") // nothing new
	wrote(func() { io.WriteString(p, "a warning\n") }, gone+"a warning\n")
	wrote(func() { io.WriteString(p, "another\n") }, "another\n")
	wrote(ticks(1), on+"authstatus: listing packages, 2 s"+off)
	p.note("analysing", 3, 12)
	wrote(ticks(1), on+"authstatus: analysing, 3 of 12 packages, 2 s"+off)
	wrote(ticks(10), on+"authstatus: analysing, 3 of 12 packages, 3 s"+off)
	wrote(func() { p.note("", 0, 0) }, gone)
	wrote(ticks(50), "") // while results are printed
	p.note("analysing", 1, 1)
	wrote(ticks(1), on+"authstatus: analysing, 1 of 1 package, 8 s"+off)
	wrote(p.end, gone)
}

// A run says how many packages there are to analyse, and each that is done.
func TestProgressCounts(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks a router")
	}
	t.Setenv(labEnv, "1") // the go command calls the test binary for the command
	t.Chdir(filepath.Join("..", "..", "testdata", "shop"))
	a, err := withFlags(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	opts, err := parse(a, []string{"./..."})
	if err != nil {
		t.Fatal(err)
	}
	type state struct {
		phase       string
		done, total int
	}
	var mu sync.Mutex
	var states []state
	opts.note = func(phase string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		states = append(states, state{phase, done, total})
	}
	var errs strings.Builder
	if code := check(a, opts, io.Discard, &errs); code != exitFindings {
		t.Fatalf("exit %d\n%s", code, errs.String())
	}
	total := 0
	for _, s := range states {
		if s.phase == "analysing" {
			total = s.total
		}
	}
	// The shop's two packages, and what it imports that may answer.
	if total < 2 {
		t.Errorf("%d packages to analyse in %v", total, states)
	}
	want := []state{{"listing packages", 0, 0}, {"analysing", 0, total}, {"analysing", total, total}, {"", 0, 0}}
	for _, s := range states {
		if len(want) > 0 && s == want[0] {
			want = want[1:]
		}
	}
	if len(want) > 0 {
		t.Errorf("the run never says %v in %v", want, states)
	}
}
