package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/authstatus/authstatus/cmd/authstatus/internal/sarif"
)

// check loads and analyses packages and prints the findings.
func check(a *analysis.Analyzer, opts *options, stdout, stderr io.Writer) (code int) {
	atLeast := func(c int) { code = max(code, c) }
	fail := func(err error) {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		atLeast(exitError)
	}

	stop, err := profile(opts)
	if err != nil {
		fail(err)
		return code
	}
	defer func() {
		if err := stop(); err != nil {
			fail(err)
		}
	}()

	began := time.Now()
	step := func(what string) {
		if opts.debugs("v") {
			fmt.Fprintf(stderr, "%8s %s\n", time.Since(began).Round(time.Millisecond), what)
		}
	}
	prog, err := program(a, opts, false, stderr)
	if err != nil {
		fail(err)
		return code
	}
	step(fmt.Sprintf("listed %d packages and %d dependencies, %d others have export data: %v", len(prog.Roots), len(prog.Dependencies), prog.Cached(), prog.Dependencies))

	analysis := &checker.Options{SanityCheck: opts.debugs("s"), Sequential: opts.debugs("p")}
	if opts.debugs("f") {
		analysis.FactLog = stderr
	}
	graph, err := analyze(a, prog, opts, analysis)
	for _, err := range prog.Errors() {
		fmt.Fprintln(stderr, err)
		atLeast(exitError)
	}
	if err != nil {
		fail(err)
		return code
	}
	step("checked and analysed them")

	switch {
	case opts.json:
		err = graph.PrintJSON(stdout)
	case opts.sarif:
		err = writeSARIF(stdout, graph, prog.Errors(), sarif.More{})
	default:
		err = printText(stderr, graph, opts)
	}
	if err != nil {
		fail(err)
	}
	var failed, found bool
	for act := range graph.All() {
		failed = failed || act.Err != nil
		found = found || act.IsRoot && act.Err == nil && len(act.Diagnostics) > 0
	}
	switch {
	case opts.json || opts.sarif: // both are in the output
	case failed:
		atLeast(exitError)
	case found:
		atLeast(exitFindings)
	}
	if opts.debugs("t") {
		printTimes(stderr, graph)
	}
	return code
}

// printText prints the findings, and in one line what can be done about them.
func printText(stderr io.Writer, graph *checker.Graph, opts *options) error {
	var text strings.Builder
	if err := graph.PrintText(&text, opts.context); err != nil {
		return err
	}
	out := text.String()
	if opts.color.paints(stderr) {
		out = newPainter(graph).paint(out)
	}
	if t := tallied(graph); t.findings > 0 {
		out += t.String() + "\n"
	}
	_, err := io.WriteString(stderr, out)
	return err
}

func writeSARIF(w io.Writer, graph *checker.Graph, errs []error, more sarif.More) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	return sarif.Write(w, graph, errs, moduleVersion(), sarif.Root(dir), more)
}

// printTimes lists the packages that took longest.
func printTimes(w io.Writer, graph *checker.Graph) {
	acts := slices.SortedFunc(graph.All(), func(a, b *checker.Action) int { return int(b.Duration - a.Duration) })
	for _, act := range acts[:min(len(acts), 20)] {
		fmt.Fprintf(w, "%8s %s\n", act.Duration.Round(time.Microsecond), act)
	}
}

// profile starts what -cpuprofile, -memprofile and -trace ask for, and
// returns what ends it.
func profile(opts *options) (stop func() error, err error) {
	var stops []func() error
	stop = func() error {
		var errs []error
		for _, f := range stops {
			errs = append(errs, f())
		}
		return errors.Join(errs...)
	}
	for _, p := range []struct {
		name  string
		start func(io.Writer) error
		stop  func(io.Writer) error
	}{
		{opts.cpuProfile, pprof.StartCPUProfile, func(io.Writer) error { pprof.StopCPUProfile(); return nil }},
		{opts.trace, trace.Start, func(io.Writer) error { trace.Stop(); return nil }},
		{opts.memProfile, func(io.Writer) error { return nil }, func(w io.Writer) error { runtime.GC(); return pprof.WriteHeapProfile(w) }},
	} {
		if p.name == "" {
			continue
		}
		f, err := os.Create(p.name)
		if err == nil {
			err = p.start(f)
		}
		if err != nil {
			return nil, errors.Join(err, stop())
		}
		stops = append(stops, func() error { return errors.Join(p.stop(f), f.Close()) })
	}
	return stop, nil
}
