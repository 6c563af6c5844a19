package main

import (
	"errors"
	"fmt"
	"go/version"
	"io"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
)

// fix applies or shows the fixes. The code that merges, formats and writes
// them is not open to other drivers, so go vet is called with this program as
// its tool, or, where go vet has no -fix yet, singlechecker does it all.
func fix(a *analysis.Analyzer, opts *options, stdout, stderr io.Writer) int {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		return exitError
	}
	if len(opts.rows) > 0 {
		if has, err := listed(opts); err == nil { // otherwise go vet says what is wrong
			warnRows(stderr, opts.rows, has)
		}
	}
	if !vetFixes() {
		if flags := opts.buildFlags(); flags != nil {
			if err := os.Setenv("GOFLAGS", strings.TrimSpace(os.Getenv("GOFLAGS")+" "+flags[0])); err != nil {
				return fail(err)
			}
		}
		os.Args = append(os.Args[:1:1], "-fix", fmt.Sprintf("-diff=%t", opts.diff), fmt.Sprintf("-test=%t", opts.tests))
		// The analyzer's flags have their values already.
		os.Args = append(append(os.Args, "--"), opts.patterns...)
		singlechecker.Main(a) // does not return
	}

	self, err := os.Executable()
	if err != nil {
		return fail(err)
	}
	args := []string{"vet", "-vettool=" + self, "-fix"}
	if opts.diff {
		args = append(args, "-diff")
	}
	args = append(args, opts.buildFlags()...)
	args = append(args, opts.analyzer...)
	cmd := exec.Command("go", append(append(args, "--"), opts.patterns...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, stdout, stderr
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() > 0 {
		return exit.ExitCode() // go vet has said why
	}
	if err != nil {
		return fail(err)
	}
	return exitOK
}

// vetFixes reports whether go vet has -fix, which it has since Go 1.26.
func vetFixes() bool {
	out, err := exec.Command("go", "env", "GOVERSION").Output()
	if err != nil {
		return false
	}
	v := strings.TrimPrefix(strings.TrimSpace(string(out)), "devel ")
	v, _, _ = strings.Cut(v, " ")
	v, _, _ = strings.Cut(v, "-")
	return version.Compare(v, "go1.26") >= 0
}
