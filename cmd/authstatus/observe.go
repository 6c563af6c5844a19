package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"

	"github.com/authstatus/authstatus/analyzer"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/observe"
	"github.com/authstatus/authstatus/cmd/authstatus/internal/sarif"
)

// observeFlag is -observe, or -observe=FILE.
type observeFlag struct {
	on   bool
	file string // of package observe; the tests run without one
}

func (f *observeFlag) Set(s string) error {
	f.on, f.file = s != "false", s
	if s == "true" || s == "false" {
		f.file = ""
	}
	return nil
}

func (f *observeFlag) String() string   { return "" }
func (f *observeFlag) IsBoolFlag() bool { return true }

func observes(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		name, isFlag := flagName(arg)
		return isFlag && (name == "observe" || strings.HasPrefix(name, "observe="))
	})
}

// splitTestFlags cuts off what stands behind --.
func splitTestFlags(args []string) (own, test []string) {
	if i := slices.Index(args, "--"); i >= 0 {
		return args[:i], args[i+1:]
	}
	return args, nil
}

// loadFlags are those of go test that decide which files a package has.
func loadFlags(flags []string) (load []string) {
	for i, f := range flags {
		name, isFlag := flagName(f)
		if !isFlag {
			continue
		}
		name, _, hasValue := strings.Cut(name, "=")
		switch name {
		case "args":
			return load
		case "tags", "mod", "modfile", "overlay":
			if !hasValue && i+1 < len(flags) {
				f += "=" + flags[i+1]
			}
			load = append(load, "-"+strings.TrimLeft(f, "-"))
		case "race":
			load = append(load, "-race")
		}
	}
	return load
}

// observed analyses the packages, runs their tests, or reads what a server
// noted, and prints both side by side.
func observed(a *analysis.Analyzer, opts *options, stdout, stderr io.Writer) (code int) {
	fail := func(err error) int {
		fmt.Fprintf(stderr, "authstatus: %v\n", err)
		return exitError
	}
	prog, err := program(a, opts, false, stderr)
	if err != nil {
		return fail(err)
	}
	asked := prog.AddOwn()
	graph, err := analyze(a, prog, opts, &checker.Options{})
	if err != nil {
		return fail(err)
	}
	errs := prog.Errors()
	for _, err := range errs {
		fmt.Fprintln(stderr, err)
	}
	found := findingsOf(graph, asked)
	list := make([]observe.Finding, len(found))
	for i, f := range found {
		f.Noted = f.choice != nil && opts.observe.file == ""
		list[i] = f.Finding
	}
	listing, err := observe.List(opts.buildFlags(), opts.patterns)
	if err != nil {
		return fail(err)
	}
	events, tests, err := events(listing, choices(found), opts, stderr)
	if err != nil {
		return fail(err)
	}
	report := listing.Compare(events, list, analyzer.ChallengeProblem, func(f observe.Frame) string {
		return relative(token.Position{Filename: f.File, Line: f.Line})
	})
	report.Tests = tests
	found = unasked(report, found)
	switch {
	case opts.json:
		err = report.JSON(stdout)
	case opts.sarif:
		err = writeSARIF(stdout, graph, errs, observedSARIF(report, found))
	default:
		err = report.Text(stdout)
	}
	switch {
	case err != nil:
		return fail(err)
	case opts.json || opts.sarif:
		return exitOK
	case len(errs) > 0 || tests != nil && (len(tests.Unbuilt) > 0 || tests.Interrupted):
		return exitError
	case report.Wrong():
		return exitFindings
	}
	return exitOK
}

// events runs the tests, or reads the file that -observe names.
func events(listing *observe.Listing, choices []observe.Choice, opts *options, stderr io.Writer) (events []*observe.Event, tests *observe.Tests, err error) {
	if opts.observe.file != "" {
		events, err = observe.ReadEvents(opts.observe.file)
		return events, nil, err
	}
	dir, err := os.MkdirTemp("", "authstatus")
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	build, err := listing.Instrument(dir, choices)
	if err != nil {
		return nil, nil, err
	}
	for _, w := range build.Warnings {
		fmt.Fprintf(stderr, "authstatus: %s\n", w)
	}
	flags := opts.testFlags
	if opts.tags != "" {
		flags = append([]string{"-tags=" + opts.tags}, flags...)
	}
	file := filepath.Join(dir, "events")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return nil, nil, err
	}
	opts.note("running the tests", 0, 0)
	defer opts.note("", 0, 0)
	if tests, err = build.Test(opts.patterns, flags, file, stderr); err != nil {
		return nil, nil, err
	}
	events, err = observe.ReadEvents(file)
	return events, tests, err
}

// A foundAt is a finding with what the analyzer knows of it.
type foundAt struct {
	observe.Finding
	posn   token.Position
	in     *checker.Action // of a package that was not asked for, else nil
	choice *observe.Choice // nil where nothing can be put before the statement
}

// choices are the statements of findings, each once.
func choices(found []foundAt) []observe.Choice {
	var all []observe.Choice
	for _, f := range found {
		if f.choice != nil && !slices.Contains(all, *f.choice) {
			all = append(all, *f.choice)
		}
	}
	return all
}

// choice is the statement of a list that a finding stands in.
func choice(act *checker.Action, pos token.Pos, message string) *observe.Choice {
	status := 0
	if _, err := fmt.Sscan(message, &status); err != nil {
		return nil // a challenge for any status
	}
	for _, file := range act.Package.Syntax {
		if pos < file.FileStart || pos >= file.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for i, n := range path[:len(path)-1] {
			switch n.(type) {
			case *ast.ReturnStmt, *ast.AssignStmt, *ast.ExprStmt, *ast.DeclStmt:
			case ast.Stmt:
				return nil
			default:
				continue
			}
			var list []ast.Stmt
			switch around := path[i+1].(type) {
			case *ast.BlockStmt:
				list = around.List
			case *ast.CaseClause:
				list = around.Body
			case *ast.CommClause:
				list = around.Body
			}
			if !slices.Contains(list, n.(ast.Stmt)) {
				return nil
			}
			posn := act.Package.Fset.PositionFor(n.Pos(), false)
			return &observe.Choice{File: posn.Filename, Offset: posn.Offset, Status: status}
		}
	}
	return nil
}

// unasked takes out the findings of packages that nobody asked for, where no
// answer came from them.
func unasked(report *observe.Report, found []foundAt) (kept []foundAt) {
	seen := []observe.Observed{}
	for i, f := range found {
		if f.in == nil || report.Findings[i].State != observe.NotReached {
			kept, seen = append(kept, f), append(seen, report.Findings[i])
			continue
		}
		f.in.Diagnostics = slices.DeleteFunc(f.in.Diagnostics, func(d analysis.Diagnostic) bool {
			return d.Message == f.Message && f.in.Package.Fset.Position(d.Pos) == f.posn
		})
	}
	report.Findings = seen
	return kept
}

// findingsOf are those of the module's packages, each once: what the tests of one
// package see may be answered by another.
func findingsOf(graph *checker.Graph, asked []*packages.Package) []foundAt {
	var all []foundAt
	seen := map[string]bool{}
	for _, act := range graph.Roots {
		res, ok := act.Result.(*analyzer.Result)
		if !ok || act.Err != nil {
			continue
		}
		in := act
		if slices.Contains(asked, act.Package) {
			in = nil
		}
		for i, f := range res.Findings {
			d := act.Diagnostics[len(act.Diagnostics)-len(res.Findings)+i]
			posn := act.Package.Fset.Position(f.Pos)
			if key := posn.String() + d.Message; !seen[key] {
				seen[key] = true
				all = append(all, foundAt{matched(act, f, d), posn, in, choice(act, f.Pos, d.Message)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b foundAt) int {
		if c := strings.Compare(a.posn.Filename, b.posn.Filename); c != 0 {
			return c
		}
		return a.posn.Offset - b.posn.Offset
	})
	return all
}

// matched is a finding as it is matched with stacks.
func matched(act *checker.Action, f analyzer.Finding, d analysis.Diagnostic) observe.Finding {
	fset := act.Package.Fset
	posn := fset.Position(f.Pos)
	r := analyzer.RuleOf(f.Category)
	out := observe.Finding{
		AtValue: r.AtValue, InCallee: r.InCallee, Confirms: r.Confirms,
		Posn:     fmt.Sprintf("%s:%d", relative(posn), posn.Column),
		Category: f.Category,
		Message:  d.Message,
		At:       lineSpan(fset, f.Pos, d.End),
		Packages: map[string]bool{},
	}
	if node := statement(act, f.Pos); node != nil {
		out.At = lineSpan(fset, node.Pos(), node.End())
		end := d.End
		if !end.IsValid() {
			end = node.End()
		}
		info := act.Package.TypesInfo
		ast.Inspect(node, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				tv := info.Types[n.Fun]
				out.Calls = out.Calls || !tv.IsType() && !tv.IsBuiltin()
			case *ast.Ident: // called, a method value that a router is given, the type of a literal
				if obj := info.Uses[n]; f.Pos <= n.Pos() && n.End() <= end && answers(obj) && obj.Pkg() != act.Package.Types {
					out.Packages[obj.Pkg().Path()] = true
				}
			}
			return true
		})
	}
	for _, flow := range f.Flows {
		for _, s := range flow {
			if s.Pos.IsValid() && s.Kind != "guard" {
				out.Ways = append(out.Ways, lineSpan(fset, s.Pos, s.End))
			}
		}
	}
	return out
}

// answers tells whether an object may stand for a middleware of its package.
func answers(obj types.Object) bool {
	switch obj.(type) {
	case *types.Func, *types.TypeName:
		return obj.Pkg() != nil
	}
	return false
}

// statement is the innermost one around a place, or for one with a body what
// stands before that.
func statement(act *checker.Action, pos token.Pos) ast.Node {
	for _, file := range act.Package.Syntax {
		if pos < file.FileStart || pos >= file.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for i, n := range path {
			switch n.(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
				return before(path, i)
			case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
				return before(path, i)
			case ast.Stmt, *ast.ValueSpec:
				return n
			}
		}
	}
	return nil
}

func before(path []ast.Node, i int) ast.Node {
	if i == 0 {
		return nil
	}
	return path[i-1]
}

func lineSpan(fset *token.FileSet, pos, end token.Pos) observe.Span {
	if !end.IsValid() {
		end = pos
	}
	from, to := fset.Position(pos), fset.Position(end)
	return observe.Span{File: from.Filename, From: from.Line, To: max(from.Line, to.Line)}
}

// observedSARIF puts what was seen into properties of results, and what left
// without a finding into results of its own.
func observedSARIF(report *observe.Report, found []foundAt) sarif.More {
	by := map[string]observe.Observed{}
	for i, f := range found {
		by[f.posn.String()+f.Message] = report.Findings[i]
	}
	more := sarif.More{Properties: func(fset *token.FileSet, d analysis.Diagnostic) map[string]any {
		o, ok := by[fset.Position(d.Pos).String()+d.Message]
		if !ok {
			return nil
		}
		return properties(string(o.State), o.Times, map[string][]string{"Tests": o.Tests, "Challenges": o.Challenges, "SetBy": o.SetBy})
	}}
	seen := ", seen by tests and not by the analysis"
	if report.Tests == nil {
		seen = ", seen on a server and not by the analysis"
	}
	for _, u := range report.Unreported {
		at := u.Frame()
		more.Results = append(more.Results, sarif.Result{
			RuleID:     string(u.Kind),
			Message:    u.Message + seen,
			File:       at.File,
			Line:       at.Line,
			Properties: properties("unreported", u.Times, map[string][]string{"Tests": u.Tests, "Challenges": u.Challenges, "Stack": u.Stack}),
		})
	}
	return more
}

// properties are those of a result. A list that has nothing is left out.
func properties(state string, times int, lists map[string][]string) map[string]any {
	all := map[string]any{"observed": state, "observedTimes": times}
	for name, list := range lists {
		if len(list) > 0 {
			all["observed"+name] = list
		}
	}
	return all
}
