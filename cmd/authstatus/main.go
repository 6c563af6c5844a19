// The authstatus command finds 401 and 403 responses that break RFC 9110.
//
//	authstatus ./...
//	go vet -vettool=$(which authstatus) ./...
//
// Called by go vet or go fix it speaks their protocol. Called with package
// patterns it prints what x/tools' singlechecker would print, with the same
// flags and exit codes, but reads from source only the packages that can
// matter (see internal/load).
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// Exit codes, those of singlechecker.
const (
	exitOK       = 0
	exitError    = 1 // packages could not be loaded or analysed
	exitUsage    = 2
	exitFindings = 3
)

func main() {
	// What applies fixes takes the first of a finding, and logs a line for
	// each of the others.
	cfg := analyzer.Config{Program: new(analyzer.Program), SingleFix: slices.ContainsFunc(os.Args[1:], func(arg string) bool {
		name := strings.TrimSuffix(strings.TrimLeft(arg, "-"), "=true")
		return strings.HasPrefix(arg, "-") && (name == "fix" || name == "diff")
	})}
	tuneGC()
	os.Exit(run(analyzer.New(cfg), cfg.Program, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the command for one analyzer.
func run(a *analysis.Analyzer, whole *analyzer.Program, args []string, stdout, stderr io.Writer) int {
	fail := func(code int, err error) int {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		return code
	}
	if len(args) > 0 && args[0] == refuse {
		return load.Refuse(args[1:], stdout, stderr)
	}

	args, err := changeDir(args)
	if err != nil {
		return fail(exitUsage, err)
	}
	if len(args) > 0 {
		switch args[0] {
		case "version", "-version", "--version":
			fmt.Fprintln(stdout, versionText())
			return exitOK
		case "help":
			args = []string{"-h"}
		}
	}
	if calledByGo(args) {
		if first, _ := flagName(args[0]); strings.HasPrefix(first, "V=") {
			// The first call whose errors the go command shows. Later it would
			// show one for each package, beginning with those of std.
			if err := load.TooOld(os.Getenv("GOVERSION")); err != nil {
				return fail(exitError, err)
			}
		}
		if strings.HasSuffix(args[len(args)-1], ".cfg") && a.Name == analyzer.Analyzer.Name && answerUnit(args) {
			return exitOK
		}
		os.Args = append(os.Args[:1:1], args...)
		singlechecker.Main(a) // does not return
	}

	opts, err := parse(a, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		help(stdout, a)
		return exitOK
	case err != nil:
		fail(exitUsage, err)
		fmt.Fprintln(stderr, "Run authstatus -h for help.")
		return exitUsage
	case opts.explain != "":
		if err := explain(stdout, opts.explain); err != nil {
			return fail(exitUsage, err)
		}
		return exitOK
	case len(opts.patterns) == 0:
		fail(exitError, errors.New("no packages given; for all of this module: authstatus ./..."))
		fmt.Fprintln(stderr, "Run authstatus -h for help.")
		return exitError
	}
	opts.program = whole
	if err := tryConfig(a); err != nil {
		return fail(exitUsage, err)
	}
	watch := watched(stderr)
	defer watch.end()
	stderr, opts.note = watch, watch.note
	if opts.suggest {
		return suggest(opts, stdout, stderr)
	}
	if opts.observe.on {
		return observed(a, opts, stdout, stderr)
	}
	if opts.routes {
		return routes(opts, stdout, stderr)
	}
	if opts.fix {
		return fix(a, opts, stdout, stderr)
	}
	return check(a, opts, stdout, stderr)
}

// changeDir obeys a leading -C DIR, as the go command does.
func changeDir(args []string) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	first, isFlag := flagName(args[0])
	if !isFlag {
		return args, nil
	}
	dir, found := strings.CutPrefix(first, "C=")
	rest := args[1:]
	if !found {
		if first != "C" {
			return args, nil
		}
		if len(rest) == 0 {
			return nil, errors.New("-C needs a directory")
		}
		dir, rest = rest[0], rest[1:]
	}
	if err := os.Chdir(dir); err != nil {
		return nil, fmt.Errorf("-C: %w", err)
	}
	// The go command prefers the name in PWD, which may go through links.
	if filepath.IsAbs(dir) {
		return rest, os.Setenv("PWD", dir)
	}
	return rest, os.Unsetenv("PWD")
}

// calledByGo recognises the three ways in which go vet and go fix call a
// tool: tool -V=full, tool -flags, tool [flags] unit.cfg.
func calledByGo(args []string) bool {
	if len(args) == 0 {
		return false
	}
	first, isFlag := flagName(args[0])
	return isFlag && (strings.HasPrefix(first, "V=") || first == "flags") || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// flagName returns a flag without its one or two dashes.
func flagName(arg string) (name string, ok bool) {
	name, ok = strings.CutPrefix(arg, "-")
	return strings.TrimPrefix(name, "-"), ok
}
