// Package analyzer finds HTTP responses that answer an authentication or
// authorization failure wrongly.
package analyzer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/directive"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/errcode"
	"github.com/authstatus/authstatus/analyzer/internal/errorset"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/normal"
	"github.com/authstatus/authstatus/analyzer/internal/route"
	"github.com/authstatus/authstatus/analyzer/internal/rule"
)

// Analyzer is the analyzer with the default configuration.
var Analyzer = New(Config{})

// New returns a fresh analyzer. A configuration that is not valid is reported
// when the analyzer runs, so that every driver shows it. Flags have no effect
// after the first run.
func New(cfg Config) *analysis.Analyzer {
	cfg = cfg.clone() // flags append to it
	a := &analysis.Analyzer{
		Name:             "authstatus",
		Doc:              rule.Doc(),
		URL:              rule.URL,
		RunDespiteErrors: true,
		FactTypes:        slices.Concat(engine.FactTypes(), errcode.FactTypes(), errorset.FactTypes(), evidence.FactTypes(), rule.FactTypes(), route.FactTypes()),
		ResultType:       resultType,
	}
	cfg.bind(&a.Flags)
	settle := sync.OnceValues(cfg.settle)
	a.Run = func(pass *analysis.Pass) (any, error) {
		s, err := settle()
		if err != nil {
			return nil, err
		}
		if err := s.checkRows(pass.Pkg); err != nil {
			return nil, err
		}
		return s.run(pass), nil
	}
	return a
}

// run analyses one package. What the engine could not analyse is a diagnostic,
// and the rest of the package is reported all the same.
func (s *settings) run(pass *analysis.Pass) *Result {
	ignore := func(f *ast.File) bool { return !s.tests && rule.IsTest(pass.Fset, f) }
	skip := func(f *ast.File) bool { return ignore(f) || !s.generated && rule.IsGenerated(pass.Fset, f) }
	if len(pass.Files) == 0 {
		return &Result{}
	}
	seen := map[token.Pos]bool{}
	failed := boundary.Report(func(pos token.Pos, text string) {
		// A diagnostic, not an error: an error would keep drivers from
		// showing the package's findings and from analysing its importers.
		if !seen[pos] {
			seen[pos] = true
			pass.Report(analysis.Diagnostic{Pos: pos, Category: "internal-error", Message: "internal-error [authstatus]: " + text})
		}
	})
	whole := func(do func()) bool { return failed.Run(pass.Files[0].Name.Pos(), "package "+pass.Pkg.Name(), do) }
	pass = shared(pass)
	syntax := pass.Files
	whole(func() { pass = normal.Pass(pass) })
	var (
		directives *directive.Set
		res        *engine.Result
		judge      *evidence.Judge
		report     rule.Reported
	)
	unit := func(v *engine.View) *route.Unit {
		return &route.Unit{Info: pass.TypesInfo, Pkg: pass.Pkg, View: v, Defs: judge.Definitions(), Known: judge.CallerKnown, Kept: judge.Stored().Before, CallerKept: judge.CallerKept, Facts: pass.ImportObjectFact}
	}
	exports := func() (func(boundary.Report), any) { return func(boundary.Report) {}, nil }
	ok := whole(func() {
		sites := callgraph.NewSites(pass.Pkg, pass.TypesInfo, slices.DeleteFunc(slices.Clone(pass.Files), ignore))
		judge = evidence.New(pass, sites)
		exports = async(judge.Exports) // as long as nothing else asks the judge: Wire waits for it
		directives = directive.Parse(pass.Fset, slices.DeleteFunc(slices.Clone(pass.Files), skip), rule.Known)
		res = engine.Analyze(pass, engine.Options{
			Credential:  evidence.NamesCredential,
			SentUnder:   evidence.KeepsCredential,
			Table:       s.table(),
			Challengers: s.challengers,
			Vouched:     directives.Challenges,
			Skip:        skip,
			Sites:       sites,
			Error:       failed,
			Wire: func(v *engine.View) engine.Wiring {
				exports() // the routes ask the judge
				return route.New(unit(v))
			},
			SetBefore: func() bool { return route.SetElsewhere(pass) },
		})
	})
	note, cause := exports()
	if !ok {
		return &Result{}
	}
	if cause != nil {
		failed.Failed(pass.Files[0].Name.Pos(), "package "+pass.Pkg.Name(), cause)
	} else {
		whole(func() { note(failed) })
	}
	known := func(fn ast.Node) bool {
		w, ok := res.Wiring().(*route.Wiring)
		return ok && w.Known(fn)
	}
	judge.Behind(known)
	options := rule.Options{Syntax: syntax, On: s.on, Judge: judge, Skip: skip, Directives: directives, Medium: s.medium, Revoked: s.revoked, Challenge: s.challenge, Table: s.table(), Single: s.singleFix, Error: failed}
	whole(func() { report = rule.Report(pass, res, options) })
	if s.weighed != nil {
		s.weighed(pass, res, skip)
	}
	whole(res.Export) // what importers hear rests on what is reported here
	if w, ok := res.Wiring().(*route.Wiring); ok && judge.Ours() {
		whole(func() { w.Export(pass) })
	}
	for _, d := range report.Diagnostics {
		pass.Report(s.asShown(d))
	}
	out := &Result{Findings: report.Findings, Setters: report.Setters, Middlewares: report.Middlewares, Steps: res.Steps()}
	if s.program != nil {
		if v := res.View(); v != nil {
			out.unit = unit(v)
			out.unit.Responders = res.Responders
			out.unit.Importable = !s.program.Closed && importable(pass)
			kept := told(pass)
			out.again = func(elsewhere evidence.Guarded) (again rule.Reported, ok bool) {
				if !refused(res, func(fn ast.Node) bool { return elsewhere(fn) && !known(fn) }) {
					return rule.Reported{}, false
				}
				judge.Behind(func(fn ast.Node) bool { return known(fn) || elsewhere(fn) })
				ok = whole(func() { again = rule.Report(kept, res, options) })
				for i, d := range again.Diagnostics {
					again.Diagnostics[i] = s.asShown(d)
				}
				return again, ok
			}
		}
	}
	return out
}

// asShown is a diagnostic as drivers get it.
func (s *settings) asShown(d analysis.Diagnostic) analysis.Diagnostic {
	if s.singleFix {
		d.Related = nil
		d.SuggestedFixes = d.SuggestedFixes[:min(1, len(d.SuggestedFixes))]
	}
	return d
}

// refused tells whether a 401 is chosen in one of some functions.
func refused(res *engine.Result, in func(fn ast.Node) bool) bool {
	return slices.ContainsFunc(res.Choices, func(c engine.Choice) bool {
		return c.Status == 401 && slices.ContainsFunc(c.Path, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				return in(n)
			}
			return false
		})
	})
}

// told is a pass like one whose package has told its facts. It keeps what drivers
// take out of a pass that is done: its syntax, and that files are read for it.
func told(pass *analysis.Pass) *analysis.Pass {
	p := *pass
	p.ExportObjectFact = func(types.Object, analysis.Fact) {}
	p.ExportPackageFact = func(analysis.Fact) {}
	if read := pass.ReadFile; read != nil {
		p.ReadFile = func(name string) ([]byte, error) {
			if text, err := read(name); err == nil {
				return text, nil
			}
			return os.ReadFile(name)
		}
	}
	return &p
}

// importable tells whether other modules can import a package.
func importable(pass *analysis.Pass) bool {
	path := pass.Pkg.Path()
	if pass.Pkg.Name() == "main" || strings.Contains("/"+path+"/", "/internal/") {
		return false
	}
	host, _, _ := strings.Cut(path, "/")
	return strings.Contains(host, ".") // the go command gets no other
}

// shared returns a pass like this whose facts two goroutines may ask for.
func shared(pass *analysis.Pass) *analysis.Pass {
	if pass.ImportObjectFact == nil || pass.ImportPackageFact == nil || pass.ExportObjectFact == nil || pass.ExportPackageFact == nil {
		return pass // a driver without facts has none to guard
	}
	var mu sync.Mutex
	p := *pass
	p.ImportObjectFact = func(obj types.Object, fact analysis.Fact) bool {
		mu.Lock()
		defer mu.Unlock()
		return pass.ImportObjectFact(obj, fact)
	}
	p.ImportPackageFact = func(pkg *types.Package, fact analysis.Fact) bool {
		mu.Lock()
		defer mu.Unlock()
		return pass.ImportPackageFact(pkg, fact)
	}
	p.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		mu.Lock()
		defer mu.Unlock()
		pass.ExportObjectFact(obj, fact)
	}
	p.ExportPackageFact = func(fact analysis.Fact) {
		mu.Lock()
		defer mu.Unlock()
		pass.ExportPackageFact(fact)
	}
	return &p
}

// async calls f in a goroutine of its own and returns what waits for it. If f
// panics there is no result, and failed says why.
func async[T any](f func() T) (wait func() (result T, failed any)) {
	var (
		result T
		failed any
		done   = make(chan struct{})
	)
	go func() {
		defer close(done)
		failed = boundary.Try(func() { result = f() })
	}()
	return func() (T, any) {
		<-done
		return result, failed
	}
}

// checkRows reports a row of the user about this package or one that it imports
// whose symbol does not exist there.
func (s *settings) checkRows(pkg *types.Package) error {
	if err := s.user.Check(append([]*types.Package{pkg}, pkg.Imports()...), pkg); err != nil {
		return fmt.Errorf("%w: -model=%w", ErrInvalidValue, err)
	}
	return nil
}
