package rule

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/challenge"
	"github.com/authstatus/authstatus/analyzer/internal/directive"
	"github.com/authstatus/authstatus/analyzer/internal/engine"
	"github.com/authstatus/authstatus/analyzer/internal/evidence"
	"github.com/authstatus/authstatus/analyzer/internal/fix"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// URL is where the rules are documented.
const URL = "https://github.com/authstatus/authstatus/blob/main/docs/rules/README.md"

// maxRelated bounds the related places of a finding.
const maxRelated = 20

// Options say what is reported.
type Options struct {
	Syntax     []*ast.File          // the files as they are written, which edits are made on
	On         map[string]bool      // the rules that run, by id
	Skip       func(*ast.File) bool // files in which nothing is reported
	Directives *directive.Set
	Judge      *evidence.Judge // weighs the choices between 401 and 403
	Medium     bool            // also reports choices that only words suggest
	Revoked    string          // the status for a revoked token: 403, 401 or any
	Challenge  string          // what fixes set; "" for what the evidence says
	Table      *model.Table
	Single     bool            // one fix a finding
	Error      boundary.Report // what could not be looked at
}

// Package is what the rules look at.
type Package struct {
	Pass *analysis.Pass
	// Responders are those of the engine, without the statuses that only
	// skipped tests choose; where one lacks a challenge for 401 and one for
	// 407, it stands here once for each.
	Responders []*engine.Responder
	Challenges []engine.ChallengeUse
	// packageReads is found on first use: few packages need it.
	packageReads func() reading
	mcp          func() mcpUse // so are these
	settersOf    func() map[text][]*engine.ChallengeUse
	statuses     func() map[setting]int

	skip   func(*ast.File) bool
	done   map[*engine.Responder]bool // reported by an earlier rule
	once   bool                       // session-challenge spoke for the whole package
	origin map[*engine.Responder]*engine.Responder
	places map[*engine.Responder]place

	choices   []choice
	checks    []evidence.Check  // of the imported packages
	wrong     map[ast.Node]bool // choices that are reported
	weakWays  map[token.Pos][]way
	medium    bool
	revoked   string // the status for a revoked token: 403, 401 or any
	challenge string // Options.Challenge
	single    bool   // Options.Single
	result    *engine.Result
	graph     *callgraph.Graph
	fixes     *fix.Maker
	table     *model.Table
	failed    boundary.Report
	judge     *evidence.Judge
	texts     []*types.Const // the package's text constants, sorted by name
	index     *readerIndex
	callbacks map[ast.Node]bool // found by answersForLibrary
	readings  map[*engine.Responder][]reading

	wellFormed func() []challenge.Challenge // found once: each finding asks
}

// A Reported is what Report returns.
type Reported struct {
	Diagnostics []analysis.Diagnostic
	Findings    []Finding // what the diagnostics rest on, in the same order
	Setters     []Setter
	Middlewares []Function // that add a challenge to what passes through them
}

// Report turns what the engine found out into diagnostics, one a defect.
func Report(pass *analysis.Pass, res *engine.Result, opt Options) Reported {
	written := *pass
	written.Files = opt.Syntax
	p := &Package{
		Pass:       pass,
		Challenges: res.Challenges,
		skip:       opt.Skip,
		done:       map[*engine.Responder]bool{},
		origin:     map[*engine.Responder]*engine.Responder{},
		places:     map[*engine.Responder]place{},
		wrong:      map[ast.Node]bool{},
		weakWays:   map[token.Pos][]way{},
		index:      newReaderIndex(),
		readings:   map[*engine.Responder][]reading{},
		medium:     opt.Medium,
		revoked:    cmp.Or(opt.Revoked, "403"),
		challenge:  opt.Challenge,
		single:     opt.Single,
		result:     res,
		graph:      res.Graph(),
		fixes:      fix.New(&written, opt.Table),
		table:      opt.Table,
		judge:      opt.Judge,
		failed:     opt.Error,
	}
	p.packageReads = sync.OnceValue(func() (q reading) {
		p.whole(func() { q = readPackage(pass, p.Challenges) })
		return q
	})
	p.settersOf = sync.OnceValue(p.findSetters)
	p.statuses = sync.OnceValue(p.findStatuses)
	p.mcp = sync.OnceValue(func() (use mcpUse) {
		p.whole(func() { use = p.findMCP() })
		return use
	})
	p.wellFormed = sync.OnceValue(p.findWellFormed)
	p.whole(func() { p.choices, p.checks = p.weigh(opt.Judge, res), importChecks(pass) })
	var out []analysis.Diagnostic
	keep := func(ds []analysis.Diagnostic) {
		for _, d := range ds {
			if !opt.On[d.Category] || p.skipped(d.Pos) {
				continue
			}
			dismissed := p.ignored(opt.Directives, d) || res.CoveredAll && addsChallenge(d.Category)
			if !dismissed {
				out = append(out, d)
			}
			p.stand(d, dismissed)
		}
	}
	// These replace a challenge that is missing at the same place, if they
	// are on.
	for _, r := range Select(GroupChoice) {
		if opt.On[r.ID] {
			keep(p.find(r.Check))
		}
	}
	p.whole(p.exportChecks)
	p.whole(p.exportReadings)
	p.Responders = p.responders(res)

	// The other rules all run, since each says what it leaves to the next: a
	// rule that is off is silent and not replaced by another.
	for _, r := range inOrder(Select(GroupChallenge)) {
		keep(p.find(r.Check))
	}
	p.standReplaced(res)
	for _, q := range opt.Directives.Problems {
		if !p.skipped(q.Pos) {
			out = append(out, analysis.Diagnostic{Pos: q.Pos, Category: "directive", Message: "directive [authstatus]: " + q.Text, URL: URL})
		}
	}
	for _, u := range res.Unproven {
		out = append(out, analysis.Diagnostic{Pos: u.Pos, Category: "directive", Message: "directive [authstatus]: -challenger names " + u.Name + ", which sets no WWW-Authenticate that can be seen here", URL: URL})
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := pass.Fset.PositionFor(out[i].Pos, false), pass.Fset.PositionFor(out[j].Pos, false)
		if a.Filename != b.Filename {
			return a.Filename < b.Filename
		}
		return a.Offset < b.Offset
	})
	out = together(out)
	for i := range out {
		p.within(&out[i])
	}
	apart(out)
	rep := Reported{Diagnostics: out}
	p.whole(func() {
		rep.Findings, rep.Setters, rep.Middlewares = p.findings(out), p.setters(), p.middlewares(res)
	})
	return rep
}

// within keeps a diagnostic inside its file: nodes of code with syntax errors
// may end before they begin.
func (p *Package) within(d *analysis.Diagnostic) {
	f := p.file(d.Pos)
	in := func(from, to token.Pos) bool {
		return f != nil && f.FileStart <= from && from <= to && to <= f.FileEnd
	}
	if d.End.IsValid() && !in(d.Pos, d.End) {
		d.End = token.NoPos
	}
	d.SuggestedFixes = slices.DeleteFunc(d.SuggestedFixes, func(fix analysis.SuggestedFix) bool {
		return slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool { return !in(e.Pos, e.End) })
	})
}

// whole does what concerns the whole package.
func (p *Package) whole(do func()) {
	p.failed.Run(p.Pass.Files[0].Name.Pos(), "package "+p.Pass.Pkg.Name(), do)
}

// find runs a rule. If it fails it runs again over one thing at a time, so that
// only one is lost.
func (p *Package) find(rule func(*Package) []analysis.Diagnostic) (out []analysis.Diagnostic) {
	cause := boundary.Try(func() { out = rule(p) })
	if cause == nil {
		return out
	}
	out = nil
	found := false
	bare := *p
	bare.Responders, bare.Challenges, bare.choices = nil, nil, nil
	alone := func(n ast.Node, q Package) {
		if !p.failed.Run(n.Pos(), p.enclosing(n.Pos()), func() { out = append(out, rule(&q)...) }) {
			found = true
		}
	}
	for i, r := range p.Responders {
		q := bare
		q.Responders = p.Responders[i : i+1]
		alone(r.Node, q)
	}
	for i, u := range p.Challenges {
		q := bare
		q.Challenges = p.Challenges[i : i+1]
		alone(u.Node, q)
	}
	for i, c := range p.choices {
		q := bare
		q.choices = p.choices[i : i+1]
		alone(c.Node, q)
	}
	if !found {
		p.failed.Failed(p.Pass.Files[0].Name.Pos(), "package "+p.Pass.Pkg.Name(), cause)
	}
	return out
}

// addsChallenge tells whether what a rule finds is mended by a challenge that a
// challenger adds.
func addsChallenge(category string) bool {
	return slices.ContainsFunc(Select(category), func(r *Rule) bool { return r.Lacks })
}

// ignored tells whether a directive leaves a finding out: one at the finding, at
// the responder, which a finding leaves when there is only one caller, or one at
// each place where a status of the responder is chosen.
func (p *Package) ignored(set *directive.Set, d analysis.Diagnostic) bool {
	var groups []string
	for _, r := range Select(d.Category) {
		groups = append(groups, r.Group)
	}
	at := func(pos token.Pos) bool { return set.Ignored(d.Category, groups, pos) }
	if at(d.Pos) {
		return true
	}
	for _, r := range p.Responders {
		if len(r.Lacking) == 0 {
			continue
		}
		node, _, _ := p.place(r)
		if node.Pos() == d.Pos && at(r.Node.Pos()) || p.behind(r, d) && !slices.ContainsFunc(r.Lacking, func(h engine.Hit) bool { return !at(h.Pos) }) {
			return true
		}
	}
	return false
}

// responders prepares the responders for the rules.
func (p *Package) responders(res *engine.Result) []*engine.Responder {
	keys := map[token.Pos]string{}
	for _, u := range res.Challenges {
		keys[u.Node.Pos()] = u.Key
	}
	var out []*engine.Responder
	for _, r := range res.Responders {
		for _, st := range []int64{401, 407} {
			other := func(h engine.Hit) bool {
				return h.Status != st || p.inSkippedTest(h) || p.replaced(h) != nil
			}
			c := *r
			p.origin[&c] = r
			c.Lacking = slices.DeleteFunc(slices.Clone(r.Lacking), other)
			c.Covered = slices.DeleteFunc(slices.Clone(r.Covered), other)
			name, _ := header(st)
			c.Late = slices.DeleteFunc(slices.Clone(r.Late), func(pos token.Pos) bool {
				key, ok := keys[pos]
				return ok && !strings.EqualFold(key, name)
			})
			if len(c.Lacking) > 0 && p.answersForLibrary(c.Node) {
				continue
			}
			if len(c.Lacking)+len(c.Covered) > 0 {
				out = append(out, &c)
			}
		}
	}
	return out
}

// inSkippedTest tells whether a status is chosen in a test that nothing is
// reported in. Generated code counts: the responder that it calls is not
// generated.
func (p *Package) inSkippedTest(h engine.Hit) bool {
	pos := h.Pos
	if !pos.IsValid() && h.Via != nil {
		pos = h.Via.Pos()
	}
	f := p.file(pos)
	return f != nil && IsTest(p.Pass.Fset, f) && p.skip(f)
}

// IsTest tells whether a file is a test file.
func IsTest(fset *token.FileSet, f *ast.File) bool {
	return strings.HasSuffix(filename(fset, f), "_test.go")
}

// IsGenerated tells whether a file is generated, and so edited by nobody. A
// file that cgo rewrote is not.
func IsGenerated(fset *token.FileSet, f *ast.File) bool {
	return ast.IsGenerated(f) && !strings.HasSuffix(filename(fset, f), ".cgo1.go")
}

func filename(fset *token.FileSet, f *ast.File) string {
	if tf := fset.File(f.FileStart); tf != nil {
		return filepath.Base(tf.Name())
	}
	return ""
}

func (p *Package) file(pos token.Pos) *ast.File {
	for _, f := range p.Pass.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// skipped tells whether nothing is reported at a position.
func (p *Package) skipped(pos token.Pos) bool {
	f := p.file(pos)
	return f == nil || p.skip(f)
}

func (p *Package) line(pos token.Pos) int { return p.Pass.Fset.Position(pos).Line }

// header is the challenge header that a status needs, and the RFC section.
func header(status int64) (name, rfc string) {
	if status == 407 {
		return "Proxy-Authenticate", "RFC 9110 §15.5.8"
	}
	return "WWW-Authenticate", "RFC 9110 §15.5.2"
}

// place is where a responder is reported: the call that names the status
// where that is one call in another function, else the responder itself.
func (p *Package) place(r *engine.Responder) (node ast.Node, name, fn string) {
	at, ok := p.places[r]
	if !ok {
		at.node, at.name, at.fn = p.findPlace(r)
		p.places[r] = at
	}
	return at.node, at.name, at.fn
}

// A place is what place returns.
type place struct {
	node     ast.Node
	name, fn string
}

func (p *Package) findPlace(r *engine.Responder) (node ast.Node, name, fn string) {
	if len(r.Lacking) == 1 && !r.Lacking[0].Carried && len(r.Lacking[0].Also) == 0 && !r.Lent {
		h := r.Lacking[0]
		c, ok := h.Via.(*ast.CallExpr)
		if ok && c != r.Node && !p.skipped(c.Pos()) {
			at := p.enclosingFunc(r.Node.Pos())
			within := func(pos token.Pos) bool { return at != nil && at.Pos() <= pos && pos < at.End() }
			// A closure shares variables with what is around it: there the
			// status has to be among the arguments.
			named := c.Lparen < h.Pos && h.Pos < c.Rparen
			sameDecl := at != nil && p.enclosingDecl(c.Pos()) == p.enclosingDecl(r.Node.Pos())
			// A status that another function returned is not named by the call.
			from := p.enclosingFunc(c.Pos())
			here := !h.Pos.IsValid() || from != nil && from.Pos() <= h.Pos && h.Pos < from.End()
			if !within(c.Pos()) && !within(h.Pos) && here && (named || !sameDecl) {
				return c, types.ExprString(c.Fun), p.enclosing(c.Pos())
			}
		}
	}
	return r.Node, r.Name, r.Func
}

// chosen lists the places in this package where statuses were chosen, each
// once.
func chosen(hits []engine.Hit) []analysis.RelatedInformation {
	var out []analysis.RelatedInformation
	seen := map[token.Pos]bool{}
	for _, h := range hits {
		if h.Pos.IsValid() && !seen[h.Pos] && len(out) < maxRelated {
			seen[h.Pos] = true
			out = append(out, analysis.RelatedInformation{Pos: h.Pos, Message: fmt.Sprintf("%d chosen here", h.Status)})
		}
	}
	return out
}

// enclosingDecl is the declaration around a position.
func (p *Package) enclosingDecl(pos token.Pos) *ast.FuncDecl {
	fd, _ := p.declAt(pos).(*ast.FuncDecl)
	return fd
}

// declAt is the top-level declaration around a position.
func (p *Package) declAt(pos token.Pos) ast.Decl {
	f := p.file(pos)
	if f == nil {
		return nil
	}
	return syntax.DeclAt(f, pos)
}

// enclosingFunc is the innermost function around a position, a declaration or
// a literal.
func (p *Package) enclosingFunc(pos token.Pos) ast.Node {
	var in ast.Node
	if d := p.declAt(pos); d != nil {
		ast.Inspect(d, func(n ast.Node) bool {
			if n == nil || pos < n.Pos() || n.End() <= pos {
				return false
			}
			switch n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				in = n
			}
			return true
		})
	}
	return in
}

// enclosing names the declared function around a position.
func (p *Package) enclosing(pos token.Pos) string {
	fd := p.enclosingDecl(pos)
	switch {
	case fd == nil:
		return "package level"
	case fd.Recv == nil || len(fd.Recv.List) != 1:
		return fd.Name.Name
	}
	t := types.ExprString(fd.Recv.List[0].Type)
	if strings.HasPrefix(t, "*") {
		return "(" + t + ")." + fd.Name.Name
	}
	return t + "." + fd.Name.Name
}

func diagnostic(rule string, n ast.Node, format string, args ...any) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos:      n.Pos(),
		End:      n.End(),
		Category: rule,
		Message:  fmt.Sprintf(format, args...),
		URL:      URL + "#" + rule,
	}
}
