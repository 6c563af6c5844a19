package evidence

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/kept"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Facts carry what a package's functions and errors tell to the packages that
// import it: real servers verify tokens and ask for rights in other packages
// than those that answer.

// MeaningFact says what the failures of a function mean.
type MeaningFact struct{ Meanings []Meaning }

// Meaning is what one result of a function says when it fails.
type Meaning struct {
	How, Result uint8
	Mixed       bool // one thing or another: of two findings, that nobody is known, or lacks a right
	Vague       bool // some of its failures can't be told
	// Given is the parameter that must be the caller for this to hold, counted
	// from 2, or 1 for the receiver; 0 where it always holds.
	Given    uint8
	Findings []FactFinding
}

// ResultFact says where the results of a function come from, whatever it is
// handed: the caller, or a credential, that it finds in the request.
type ResultFact struct{ Of []Provenance }

// FactFinding is a finding without its place.
type FactFinding struct {
	Subject, Test        uint8
	Typed, Strong, Known bool
	Sent, Proven         bool
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
func (*ResultFact) AFact()  {}

// FactTypes lists the facts of this package.
func FactTypes() []analysis.Fact {
	return []analysis.Fact{(*MeaningFact)(nil), (*TextFact)(nil), (*ChecksFact)(nil), (*ResultFact)(nil), (*kept.Fact)(nil)}
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
						if of := j.resultsOf(fn, d); len(of) > 0 {
							export(fn, &ResultFact{of})
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
	var keeps *kept.Fact
	run(j.files[0].Name.Pos(), "what is kept with requests", func() { keeps = j.stored.Fact(uint8(OfPrincipal | OfCredential)) })
	return func(failed boundary.Report) {
		if keeps != nil && j.pass.ExportPackageFact != nil {
			j.pass.ExportPackageFact(keeps)
		}
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
	return !j.isGo() && (j.pass.Module == nil || j.pass.Module.Version == "")
}

func (j *Judge) exportTexts(d *ast.GenDecl, export func(types.Object, analysis.Fact)) {
	for _, s := range d.Specs {
		for _, n := range s.(*ast.ValueSpec).Names {
			v, ok := j.info.Defs[n].(*types.Var)
			if !ok || !v.Exported() || v.Parent() != j.pkg.Scope() || !syntax.IsError(v.Type()) {
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
		for w, spec := range syntax.Globals(j.info, j.files) {
			if len(spec.Values) == len(spec.Names) {
				j.initials[w] = spec.Values[slices.IndexFunc(spec.Names, func(n *ast.Ident) bool { return j.info.Defs[n] == types.Object(w) })]
			}
		}
	}
	return j.initials[v]
}

// meanings lists what the failures of a function say: as it stands, and where
// the caller is what it is handed.
func (j *Judge) meanings(fn *types.Func, fd *ast.FuncDecl) []Meaning {
	out := j.meaningsIn(fn, fd, 0)
	sig := fn.Signature()
	given := func(v *types.Var, n int) {
		if v == nil || n > 8 || !mayBeCaller(v.Type()) {
			return
		}
		fr := frame{fn: fd, sig: sig, of: map[*types.Var]Provenance{v: OfPrincipal}}
		for i := range sig.Params().Len() {
			if w := sig.Params().At(i); w != v && !isRequestLike(w.Type()) {
				fr.of[w] = 0
			}
		}
		j.frames = append(j.frames, fr)
		defer j.pop()
		for _, m := range j.meaningsIn(fn, fd, uint8(n)) {
			if n := len(m.Findings); n > 0 && (!m.Mixed || n == 2) && classOf(Subject(m.Findings[n-1].Subject), Tested(m.Findings[n-1].Test)) == Authorization {
				out = append(out, m)
			}
		}
	}
	given(sig.Recv(), 1)
	for i := range sig.Params().Len() {
		given(sig.Params().At(i), i+2)
	}
	return out
}

// mayBeCaller tells whether a value of a type can stand for who asks: a record,
// and no service that is handed requests.
func mayBeCaller(t types.Type) bool {
	n := syntax.NamedOf(t)
	if n == nil || isRequestLike(t) {
		return false
	}
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return false
	}
	for i := range n.NumMethods() {
		ps := n.Method(i).Signature().Params()
		for k := range ps.Len() {
			if isRequestLike(ps.At(k).Type()) {
				return false
			}
		}
	}
	return true
}

// meaningsIn lists what the failures of a function say in the frame at hand.
func (j *Judge) meaningsIn(fn *types.Func, fd *ast.FuncDecl, given uint8) []Meaning {
	var out []Meaning
	rs := fn.Signature().Results()
	for i := range rs.Len() {
		how := outcome(0)
		switch t := rs.At(i).Type(); {
		case syntax.IsBool(t):
			how = onFalse
		case syntax.IsError(t):
			how = onErr
		default:
			continue
		}
		m := j.failure(fd, i, how, 0)
		if !m.told {
			continue
		}
		w := Meaning{How: uint8(how), Result: uint8(i), Mixed: m.mixed, Vague: m.vague, Given: given}
		fails := m.fails
		if m.parts != nil {
			fails = []Finding{m.parts.unknown, m.parts.lacking}
		}
		if !w.Mixed || w.Vague || m.parts != nil {
			for _, f := range fails {
				ff := FactFinding{uint8(f.Subject), uint8(f.Test), f.Typed, f.Strong, f.Known, f.Sent, f.Proven, f.What, f.Row}
				if !slices.Contains(w.Findings, ff) && len(w.Findings) < maxFindings {
					w.Findings = append(w.Findings, ff)
				}
			}
		}
		out = append(out, w)
	}
	return out
}

// resultsOf tells where the results of a function come from that is handed a
// request or a context, or nil.
func (j *Judge) resultsOf(fn *types.Func, fd *ast.FuncDecl) []Provenance {
	if !j.handedRequest(fd.Type) || countReturns(fd) > maxReturns {
		return nil
	}
	rs := fn.Signature().Results()
	out := make([]Provenance, rs.Len())
	known := false
	for i := range out {
		if syntax.IsError(rs.At(i).Type()) || syntax.IsBool(rs.At(i).Type()) {
			continue
		}
		out[i] = j.question(func() Provenance { return j.returnedAt(fd, i, rs.Len(), 0) }) & (OfPrincipal | OfCredential)
		known = known || out[i] != 0
	}
	if !known {
		return nil
	}
	return out
}

// imported is what a failure of another package's function means.
func (j *Judge) imported(c *ast.CallExpr, fn *types.Func, idx int, how outcome) failure {
	var fact MeaningFact
	if fn.Pkg() == nil || fn.Pkg() == j.pkg || j.pass.ImportObjectFact == nil || !j.pass.ImportObjectFact(fn, &fact) {
		return failure{}
	}
	for _, m := range slices.Backward(fact.Meanings) { // those with a condition first
		if m.How != uint8(how) || int(m.Result) != idx || !j.given(c, int(m.Given)) {
			continue
		}
		out := failure{told: true}
		out.mixed, out.vague = m.Mixed, m.Vague
		for _, f := range m.Findings {
			out.fails = append(out.fails, Finding{Subject: Subject(f.Subject), Test: Tested(f.Test), Typed: f.Typed, Strong: f.Strong, Known: f.Known, Sent: f.Sent, Proven: f.Proven, What: f.What, Row: f.Row})
		}
		if out.mixed && !out.vague && len(out.fails) == 2 {
			out.parts, out.fails = &parts{out.fails[0], out.fails[1]}, nil
		}
		return out
	}
	return failure{}
}

// given tells whether the parameter of that number is handed the caller.
func (j *Judge) given(c *ast.CallExpr, n int) bool {
	switch {
	case n == 0:
		return true
	case n == 1:
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		return ok && j.source(sel.X).has(OfPrincipal)
	case n-2 < len(c.Args):
		return j.source(c.Args[n-2]).has(OfPrincipal)
	}
	return false
}
