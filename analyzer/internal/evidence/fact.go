package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
)

// Facts carry what a package's functions and errors tell to the packages that
// import it: real servers verify tokens and ask for rights in other packages
// than those that answer.

// MeaningFact says what the failures of a function mean.
type MeaningFact struct{ Meanings []Meaning }

// Meaning is what one result of a function says when it fails.
type Meaning struct {
	How, Result uint8
	Mixed       bool // one thing or another
	Vague       bool // some of its failures can't be told
	Findings    []FactFinding
}

// FactFinding is a finding without its place.
type FactFinding struct {
	Subject, Test        uint8
	Typed, Strong, Known bool
	What, Row            string
}

// TextFact is what an error variable says.
type TextFact struct{ Text string }

// ChecksFact lists which checks the choices of a package and of what it
// imports answer with which status.
type ChecksFact struct{ Checks []Check }

// Check is a check that is answered with 401 or 403.
type Check struct {
	Key    string
	Status int64
	Place  string // dir/file.go:line
}

func (*ChecksFact) AFact()  {}
func (*MeaningFact) AFact() {}
func (*TextFact) AFact()    {}

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact {
	return []analysis.Fact{(*MeaningFact)(nil), (*TextFact)(nil), (*ChecksFact)(nil)}
}

const (
	maxText     = 100 // bytes of a text that are kept
	maxFindings = 3   // findings of one failure that are kept
)

// Exports finds what the package's own exported functions and errors tell, and
// returns what notes it as facts, and reports what could not be found. Packages
// of other modules are known by the tables alone. It may run while others look
// at the package, but not at the judge.
func (j *Judge) Exports() (note func(boundary.Report)) {
	if j.pass.ExportObjectFact == nil || !j.Ours() {
		return func(boundary.Report) {}
	}
	var failures []func(boundary.Report)
	run := func(pos token.Pos, what string, do func()) {
		if cause := boundary.Try(do); cause != nil {
			failures = append(failures, func(failed boundary.Report) { failed.Failed(pos, what, cause) })
		}
	}
	var facts []analysis.ObjectFact
	export := func(obj types.Object, fact analysis.Fact) {
		facts = append(facts, analysis.ObjectFact{Object: obj, Fact: fact})
	}
	for _, f := range j.files {
		if ast.IsGenerated(f) {
			continue // no one decides anything there
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if fn, ok := j.info.Defs[d.Name].(*types.Func); ok && d.Body != nil && fn.Exported() {
					run(d.Body.Pos(), d.Name.Name, func() {
						if ms := j.meanings(fn, d); len(ms) > 0 {
							export(fn, &MeaningFact{ms})
						}
					})
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					run(d.Pos(), "a declaration", func() { j.exportTexts(d, export) })
				}
			}
		}
	}
	return func(failed boundary.Report) {
		for _, tell := range failures {
			tell(failed)
		}
		for _, f := range facts {
			j.pass.ExportObjectFact(f.Object, f.Fact)
		}
	}
}

// Ours tells whether the package belongs to the module that is analysed.
func (j *Judge) Ours() bool {
	if m := j.pass.Module; m != nil && m.Path != "" {
		return m.Version == ""
	}
	return !isStd(j.pkg.Path())
}

func (j *Judge) exportTexts(d *ast.GenDecl, export func(types.Object, analysis.Fact)) {
	for _, s := range d.Specs {
		for _, n := range s.(*ast.ValueSpec).Names {
			v, ok := j.info.Defs[n].(*types.Var)
			if !ok || !v.Exported() || v.Parent() != j.pkg.Scope() || !isErr(v.Type()) {
				continue
			}
			if text := j.errorText(v); text != "" {
				export(v, &TextFact{text})
			}
		}
	}
}

// errorText is the constant text that a package-level error is made with.
func (j *Judge) errorText(v *types.Var) string {
	if v.Pkg() != j.pkg {
		var fact TextFact
		if j.pass.ImportObjectFact != nil && j.pass.ImportObjectFact(v, &fact) {
			return fact.Text
		}
		return ""
	}
	e := j.Initial(v)
	if e == nil {
		return ""
	}
	var all []string
	ast.Inspect(e, func(n ast.Node) bool {
		if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.STRING {
			all = append(all, strings.Trim(b.Value, "`\""))
		}
		return true
	})
	text := strings.Join(all, " | ")
	return strings.ToValidUTF8(text[:min(len(text), maxText)], "")
}

// Says is what the text of a package-level error says, or Silent.
func (j *Judge) Says(v *types.Var) Class {
	c, _, _ := textClass(j.errorText(v))
	return c
}

// Initial is what a package-level variable is set to where it is declared.
func (j *Judge) Initial(v *types.Var) ast.Expr {
	if j.initials == nil {
		j.initials = map[*types.Var]ast.Expr{}
		for _, f := range j.files {
			for _, d := range f.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.VAR {
					continue
				}
				for _, s := range g.Specs {
					s := s.(*ast.ValueSpec)
					for i, n := range s.Names {
						if w, ok := j.info.Defs[n].(*types.Var); ok && len(s.Values) == len(s.Names) {
							j.initials[w] = s.Values[i]
						}
					}
				}
			}
		}
	}
	return j.initials[v]
}

// meanings lists what the failures of a function say.
func (j *Judge) meanings(fn *types.Func, fd *ast.FuncDecl) []Meaning {
	var out []Meaning
	rs := fn.Signature().Results()
	for i := range rs.Len() {
		how := outcome(0)
		switch t := rs.At(i).Type(); {
		case isBool(t):
			how = onFalse
		case isErr(t):
			how = onErr
		default:
			continue
		}
		m := j.failure(fd, i, how, 0)
		if !m.told {
			continue
		}
		w := Meaning{How: uint8(how), Result: uint8(i), Mixed: m.mixed, Vague: m.vague}
		if !w.Mixed || w.Vague {
			for _, f := range m.fails {
				ff := FactFinding{uint8(f.Subject), uint8(f.Test), f.Typed, f.Strong, f.Known, f.What, f.Row}
				if !slices.Contains(w.Findings, ff) && len(w.Findings) < maxFindings {
					w.Findings = append(w.Findings, ff)
				}
			}
		}
		out = append(out, w)
	}
	return out
}

// imported is what a failure of another package's function means.
func (j *Judge) imported(fn *types.Func, idx int, how outcome) failure {
	var fact MeaningFact
	if fn.Pkg() == nil || fn.Pkg() == j.pkg || j.pass.ImportObjectFact == nil || !j.pass.ImportObjectFact(fn, &fact) {
		return failure{}
	}
	for _, m := range fact.Meanings {
		if m.How != uint8(how) || int(m.Result) != idx {
			continue
		}
		out := failure{told: true}
		out.mixed, out.vague = m.Mixed, m.Vague
		for _, f := range m.Findings {
			out.fails = append(out.fails, Finding{Subject: Subject(f.Subject), Test: Tested(f.Test), Typed: f.Typed, Strong: f.Strong, Known: f.Known, What: f.What, Row: f.Row})
		}
		return out
	}
	return failure{}
}
