package main

import (
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/load"
)

// analyze analyses the packages of a program and, if the command line does not
// turn it off, takes out what does not stand in view of all of them.
func analyze(a *analysis.Analyzer, prog *load.Program, opts *options, how *checker.Options) (*checker.Graph, error) {
	defer opts.note("", 0, 0)
	whole := opts.program
	if whole != nil && opts.whole {
		whole.Complete = complete(prog, opts)
		whole.Closed = slices.ContainsFunc(prog.Roots, func(p *packages.Package) bool {
			return p.Name == "main" && p.Module != nil && p.PkgPath == p.Module.Path
		})
		if whole.Complete {
			whole.Uses = prog.Uses
		}
	}
	graph, err := prog.Analyze(a, how)
	if err != nil || whole == nil || !opts.whole {
		return graph, err
	}
	var results []*analyzer.Result
	var diagnostics []*[]analysis.Diagnostic
	for act := range graph.All() { // what the named packages import stands in the program too
		if res, ok := prog.Result(act.Package).(*analyzer.Result); ok && isMain(act.Package) && act.Analyzer.Name == a.Name {
			results = append(results, res)
			diagnostics = append(diagnostics, &act.Diagnostics)
		}
	}
	whole.Settle(results, diagnostics)
	return graph, nil
}

// complete tells whether a program is looked at as a whole: one module, with
// all its packages, some of which are commands.
func complete(prog *load.Program, opts *options) bool {
	dir, err := os.Getwd()
	if err != nil {
		return false
	}
	commands, all := false, slices.Contains(opts.patterns, "./...")
	module := ""
	for _, p := range prog.Roots {
		m := p.Module
		if m == nil || !m.Main || module != "" && m.Path != module || len(p.Errors) > 0 || m.Dir != dir {
			return false
		}
		module = m.Path
		all = all || slices.Contains(opts.patterns, m.Path+"/...")
		commands = commands || p.Name == "main"
	}
	return commands && all
}
