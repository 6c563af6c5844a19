package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
)

// options are what the command line says. The flags are singlechecker's,
// except that -tags has an effect, -diff implies -fix, and -C exists.
type options struct {
	json, sarif, suggest, routes, whole, html, tests, testsGiven, fix, diff, verbose bool
	explain                                                                          string // a rule or group
	context                                                                          int
	tags                                                                             string
	cache                                                                            string // a directory, "" for the user's, or off
	debug                                                                            string
	cpuProfile, memProfile, trace                                                    string
	analyzer                                                                         []string // the analyzer's flags as given, for go vet
	rows                                                                             []userRow
	patterns                                                                         []string
	program                                                                          *analyzer.Program // what the analyzer is told of it
	observe                                                                          observeFlag
	testFlags                                                                        []string // for go test, with observe
	color                                                                            colorFlag
	note                                                                             func(phase string, done, total int) // for who watches
}

func parse(a *analysis.Analyzer, args []string) (*options, error) {
	opts := &options{note: func(string, int, int) {}}
	fs := flag.NewFlagSet("authstatus", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.BoolVar(&opts.json, "json", false, "")
	fs.BoolVar(&opts.sarif, "sarif", false, "")
	fs.BoolVar(&opts.suggest, "suggest", false, "")
	fs.Var(&opts.observe, "observe", "")
	fs.BoolVar(&opts.routes, "routes", false, "")
	fs.BoolVar(&opts.whole, "whole", true, "")
	fs.BoolVar(&opts.html, "html", false, "")
	fs.StringVar(&opts.explain, "explain", "", "")
	fs.Var(&opts.color, "color", "")
	fs.IntVar(&opts.context, "c", -1, "")
	fs.BoolVar(&opts.tests, "test", true, "")
	fs.BoolVar(&opts.fix, "fix", false, "")
	fs.BoolVar(&opts.diff, "diff", false, "")
	fs.StringVar(&opts.tags, "tags", "", "")
	fs.StringVar(&opts.cache, "cache", os.Getenv("AUTHSTATUS_CACHE"), "")
	fs.StringVar(&opts.debug, "debug", "", "")
	fs.BoolVar(&opts.verbose, "v", false, "")
	fs.StringVar(&opts.cpuProfile, "cpuprofile", "", "")
	fs.StringVar(&opts.memProfile, "memprofile", "", "")
	fs.StringVar(&opts.trace, "trace", "", "")
	fs.Bool("source", false, "") // accepted, like singlechecker, and ignored
	fs.Bool("all", false, "")
	a.Flags.VisitAll(func(f *flag.Flag) {
		if fs.Lookup(f.Name) == nil {
			var v flag.Value = recorder{f.Value, f.Name, &opts.analyzer}
			if f.Name == "model" {
				v = rowsFlag{v, &opts.rows}
			}
			fs.Var(v, f.Name, f.Usage)
		}
	})
	if observes(args) {
		args, opts.testFlags = splitTestFlags(args)
	}
	if err := fs.Parse(args); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: "); ok {
			if name == "-C" {
				return nil, errors.New("-C must be the first flag")
			}
			return nil, fmt.Errorf("unknown flag %s", name)
		}
		return nil, err
	}
	if opts.diff {
		opts.fix = true
	}
	if opts.verbose {
		opts.debug += "v"
	}
	modes := 0
	for _, on := range []bool{opts.json, opts.sarif, opts.suggest, opts.fix} {
		if on {
			modes++
		}
	}
	if modes > 1 {
		return nil, errors.New("-json, -sarif, -suggest and -fix or -diff exclude each other")
	}
	switch {
	case opts.observe.on && (opts.suggest || opts.fix || opts.routes):
		return nil, errors.New("-observe goes with -json or -sarif, and with no other mode")
	case opts.routes && (opts.sarif || opts.suggest || opts.fix):
		return nil, errors.New("-routes goes with -json or -html, and with no other mode")
	case opts.html && (!opts.routes || opts.json):
		return nil, errors.New("-html goes with -routes alone")
	}
	opts.patterns = fs.Args()
	// Without a word on tests they are loaded only if they are reported in.
	fs.Visit(func(f *flag.Flag) { opts.testsGiven = opts.testsGiven || f.Name == "test" })
	if f := a.Flags.Lookup("include-tests"); f != nil && !opts.testsGiven {
		opts.tests = f.Value.String() == "true"
	}
	for _, p := range opts.patterns {
		if strings.HasPrefix(p, "-") {
			return nil, fmt.Errorf("flag %s after a package: flags come first", p)
		}
	}
	return opts, nil
}

func (o *options) debugs(letter string) bool { return strings.Contains(o.debug, letter) }

// buildFlags are the flags that the go command needs too.
func (o *options) buildFlags() []string {
	flags := loadFlags(o.testFlags)
	if o.tags != "" {
		flags = append(flags, "-tags="+o.tags)
	}
	return flags
}

// A recorder is a flag that remembers how it was set.
type recorder struct {
	flag.Value
	name string
	log  *[]string
}

func (r recorder) Set(s string) error {
	*r.log = append(*r.log, "-"+r.name+"="+s)
	return r.Value.Set(s)
}

func (r recorder) String() string {
	if r.Value == nil { // package flag calls it on the zero value
		return ""
	}
	return r.Value.String()
}

func (r recorder) IsBoolFlag() bool {
	b, ok := r.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// tryConfig runs the analyzer on an empty package. Settings that are not
// valid are an error of each run; this way it is shown once, and before
// anything is loaded.
func tryConfig(a *analysis.Analyzer) error {
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{{
		ID:         "empty",
		Name:       "empty",
		PkgPath:    "empty",
		Fset:       token.NewFileSet(),
		Types:      types.NewPackage("empty", "empty"),
		TypesInfo:  new(types.Info),
		TypesSizes: types.SizesFor("gc", "amd64"),
	}}, nil)
	if err != nil {
		return err
	}
	for act := range graph.All() {
		if act.Err != nil {
			return act.Err
		}
	}
	return nil
}

const usage = `authstatus: %s

Usage: authstatus [-C dir] [flags] packages
       go vet -vettool=$(which authstatus) [flags] packages

`

const examples = `
Exit code: 0 nothing found, 1 packages could not be loaded, 2 wrong usage,
3 findings (1 under go vet). -json and -sarif give 0 with findings too.

Examples:
  authstatus ./...
  authstatus -explain missing-challenge
  authstatus -diff ./...               show the fixes
  authstatus -suggest ./...            where to begin, and with which flags
  authstatus -routes ./...             routes, and what stands around them
  go vet -vettool=$(which authstatus) ./...
`

// help prints a help that fits a screen.
func help(w io.Writer, a *analysis.Analyzer) {
	summary, _, _ := strings.Cut(a.Doc, "\n")
	fmt.Fprintf(w, usage, strings.TrimPrefix(summary, a.Name+": "))
	a.Flags.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		printFlag(w, f.Name, value, text)
	})
	fmt.Fprintln(w)
	printFlag(w, "explain", "rule", "print what a rule or group finds, with examples")
	printFlag(w, "suggest", "", "rank the edits and print flags for this module")
	printFlag(w, "observe", "", "run the tests too, and say which findings they see")
	printFlag(w, "routes", "", "list routes, who may call them, their 401s and 403s")
	printFlag(w, "html", "", "with -routes: print a page")
	printFlag(w, "fix", "", "apply the fixes instead of printing the findings")
	printFlag(w, "diff", "", "print the fixes as a diff instead of applying them")
	printFlag(w, "json", "", "print JSON to standard output")
	printFlag(w, "sarif", "", "print SARIF 2.1.0 to standard output")
	printFlag(w, "c", "n", "print each finding with n lines of context")
	printFlag(w, "color", "when", "auto, the default, always or never")
	printFlag(w, "whole", "", "look at all packages together (default true)")
	printFlag(w, "test", "", "load test files too (default: if they are reported in)")
	printFlag(w, "tags", "list", "build tags, comma separated")
	printFlag(w, "cache", "dir", "keep what is known of dependencies there, or off")
	printFlag(w, "C", "dir", "change to this directory first; must be the first flag")
	printFlag(w, "version", "", "print the version")
	fmt.Fprint(w, examples)
}

// printFlag prints a flag and its meaning, in lines of at most 80 characters.
func printFlag(w io.Writer, name, value, text string) {
	if strings.Contains(value, " ") { // an example rather than a name
		value = "value"
	}
	head, width := strings.TrimSpace("-"+name+" "+value), 56
	for line := ""; text != ""; head, text = "", strings.TrimSpace(text) {
		line, text = text, ""
		if len(line) > width {
			cut := strings.LastIndexByte(line[:width+1], ' ')
			if cut > 0 {
				line, text = line[:cut], line[cut:]
			}
		}
		fmt.Fprintf(w, "  %-20s  %s\n", head, line)
	}
}
