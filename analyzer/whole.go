package analyzer

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/route"
)

// A Program is what only those know who look at all packages at once.
type Program struct {
	// Uses tells whether a package of another module imports one; nil where not
	// all of the program is looked at. It is asked when the first package is
	// analysed.
	Uses func(path string) bool
	// Complete says that all packages of the module are analysed, and that it
	// is a program and no library.
	Complete bool
	// Closed says that nobody imports packages of the module.
	Closed bool
}

// Routes lists the routes of the program, in the order of their files. The
// packages are results of an analyzer with Config.Program, and of one file set.
func (p *Program) Routes(fset *token.FileSet, packages []*Result) []Route {
	if us := units(packages); len(us) > 0 {
		return route.NewProgram(us).Table(fset)
	}
	return nil
}

func units(packages []*Result) []*route.Unit {
	var us []*route.Unit
	for _, r := range packages {
		if r.unit != nil {
			us = append(us, r.unit)
		}
	}
	return us
}

// Settle takes out of the results, and of their diagnostics, what does not
// stand in view of the whole program: a 401 in handlers to which every way,
// through whatever package, sets the challenge; and, in a complete program, what
// stands in functions that nothing in it leads to; and errors that are answered
// by a function of another package, or made by one that sets the challenge. It puts in that a caller is known, and lacks a
// right, in handlers to which every way of the program leads through what lets
// only known callers pass.
func (p *Program) Settle(packages []*Result, diagnostics []*[]analysis.Diagnostic) {
	us := units(packages)
	if len(us) == 0 {
		return
	}
	w := route.NewProgram(us)
	for i, r := range packages {
		if r.again == nil {
			continue
		}
		if again, ok := r.again(w.Known); ok {
			ds := *diagnostics[i]
			*diagnostics[i] = append(slices.Clone(ds[:len(ds)-len(r.Findings)]), again.Diagnostics...)
			r.Findings = again.Findings
		}
	}
	if !slices.ContainsFunc(packages, func(r *Result) bool { return len(r.Findings) > 0 }) {
		return
	}
	var live func(fn ast.Node) bool
	if p.Complete {
		live = route.Live(us)
	}
	gone := func(i int, f Finding) bool {
		if len(f.In) == 0 {
			return false
		}
		if f.Direct && RuleOf(f.Category).Anywhere && !slices.ContainsFunc(f.In, func(fn ast.Node) bool {
			return fn == nil || !w.Answered(fn, nil).Caught
		}) {
			return true
		}
		if RuleOf(f.Category).Anywhere && w.SetsFirst(f.Callee.Name) {
			return true
		}
		covered := RuleOf(f.Category).Anywhere
		dead := live != nil
		for _, fn := range f.In {
			covered = covered && fn != nil && w.Ways(fn, f.Status, f.Recorded).Sets
			dead = dead && fn != nil && !live(fn)
		}
		return covered || dead
	}
	for i, r := range packages {
		ds := *diagnostics[i]
		first := len(ds) - len(r.Findings) // findings stand in the order of the diagnostics, behind others
		var fs []Finding
		kept := slices.Clone(ds[:first])
		for j, f := range r.Findings {
			if !gone(i, f) {
				fs, kept = append(fs, f), append(kept, ds[first+j])
			}
		}
		r.Findings, *diagnostics[i] = fs, kept
	}
}
