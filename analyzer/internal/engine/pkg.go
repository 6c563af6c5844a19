// Package engine follows statuses and challenges through a package.
//
// It interprets the syntax of each function on abstract values, callees first:
// for every response the challenge in its header and whether its status line
// has left, kept apart on paths where these differ. A function's summary says,
// exit by exit and on conditions over its parameters, what it does to the
// responses it is given, what it stores and what it returns. Summaries of
// other packages come as facts; those of frameworks are rows of package model.
package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Options say how the engine looks at a package.
type Options struct {
	Table       *model.Table
	Challengers map[string]bool          // functions that add the challenge, by full name
	Vouched     func(*ast.FuncDecl) bool // functions that a directive says add it
	Skip        func(*ast.File) bool     // files that are not reported in
	Ignore      func(*ast.File) bool     // files that are not even read: nothing calls them
	Error       boundary.Report          // an analysis that failed
	Credential  func(name string) bool   // tells whether a name speaks of credentials
	SentUnder   func(key string) bool    // tells whether credentials are sent under a key, as a header
	Wire        func(*View) Wiring       // finds out how handlers are wired, when it is asked for
}

// pkg is one package under analysis.
type pkg struct {
	Options
	pass  *analysis.Pass
	files []*ast.File
	info  *types.Info
	tpkg  *types.Package

	table       *model.Table
	names       syntax.Names
	typeTexts   syntax.Texts
	sigTexts    map[*types.Signature]string
	challengers map[string]bool

	fns         map[*types.Func]*fn
	lits        map[*ast.FuncLit]*fn
	order       []*group
	decls       []*fn // in the order of the source
	usedCodes   map[*types.Const]bool
	setBySig    map[string]bool // by signature: whether one of them sets the challenge
	sites       map[ast.Node]*site
	types       map[Loc]types.Type
	varying     map[*types.Var]bool // variables that are assigned anew
	headerMaps  map[*types.Var]bool // fields that are maps of headers
	genv        domain.Env          // what is known of objects made at package level
	globals     map[*types.Var]*global
	ownGlobals  []*types.Var // those of this package, in the order of the source
	foreign     map[types.Object]*summary
	impls       map[*types.Func][]*types.Func
	implers     map[*types.Interface][]*types.Named // what implements them here
	concrete    []*types.Named
	shared      map[*types.Var][]ast.Expr // variables that a closure assigns, with what
	sizes       map[ast.Node]int
	guards      guards
	work        int                 // steps done, for tests
	sets        map[ast.Node]*Guard // where challenges are set, with the guards
	writer      map[types.Type]bool
	holder      map[types.Type]int
	vouchT      map[*types.Named]bool
	litOnly     map[*ast.FuncLit]bool
	bound       map[*types.Var]*ast.FuncLit // variables that hold one literal
	carrier     map[types.Type]bool
	classesOf   *places
	assigns     map[ast.Decl]map[types.Object][]ast.Expr // what variables are assigned
	makers      map[*fn]bool                             // whether a function returns an error and never nil
	ifaceNames  map[string]bool
	frameworks  map[string]*model.Framework
	globalTells map[*types.Var]bool
	answering   map[types.Type]bool   // types with a method that may return a status
	tests       map[*ast.FuncLit]bool // handlers of test servers
	intMs       map[types.Type][]string
	dyns        map[Loc]dyn           // types of objects that only facts describe
	always      map[*types.Func]int64 // what a call of it always answers
	handed      map[token.Pos]int64   // statuses handed to a responder
	stands      standings
	wired       Wiring
	maySet      *bool // see setsChallenge
	fields      map[*types.Var]*held
	named       []ast.Expr // where it names the header of a challenge

	challenges []ChallengeUse
	challSeen  map[token.Pos]bool
	sources    []*source
	sourceSeen map[sourceKey]*carried
	retSources []*retSource
	sinks      []*sink // that met no source here
	asks       []*retSink
	imported   carriers
	direct     []*directHit
	yielded    []*yielded
	typed      []FactTyped             // what is answered by its type
	factful    map[*types.Package]bool // packages that were analysed too
	byPath     map[string]*types.Package
	ifaces     []ifaceRow        // error rows of interfaces
	typesUsed  map[string]bool   // types of other packages, by name, that were asked for
	handled    map[any]model.Row // functions that a framework calls
}

// A ChallengeUse is a value put into a challenge header.
type ChallengeUse struct {
	Value Atom
	Node  ast.Node // the call or assignment
	Key   string
}

// Analyze follows the statuses of a package and returns what it found out. The
// facts that rest on it are written by [Result.Export], after the rules.
func Analyze(pass *analysis.Pass, opt Options) *Result {
	p := &pkg{
		Options: opt, pass: pass, info: pass.TypesInfo, tpkg: pass.Pkg,
		table: opt.Table, challengers: opt.Challengers, names: syntax.Names{}, typeTexts: syntax.Texts{}, sigTexts: map[*types.Signature]string{},
		fns: map[*types.Func]*fn{}, setBySig: map[string]bool{}, lits: map[*ast.FuncLit]*fn{}, sites: map[ast.Node]*site{},
		types: map[Loc]types.Type{}, genv: domain.NewEnv(), globals: map[*types.Var]*global{},
		foreign: map[types.Object]*summary{}, impls: map[*types.Func][]*types.Func{}, implers: map[*types.Interface][]*types.Named{},
		guards: guards{map[Guard]*Guard{}, map[ast.Node]ast.Expr{}, map[ast.Stmt]*Guard{}},
		sizes:  map[ast.Node]int{}, sets: map[ast.Node]*Guard{}, writer: map[types.Type]bool{},
		holder: map[types.Type]int{}, vouchT: map[*types.Named]bool{}, dyns: map[Loc]dyn{}, intMs: map[types.Type][]string{},
		factful: map[*types.Package]bool{}, carrier: map[types.Type]bool{}, globalTells: map[*types.Var]bool{}, answering: map[types.Type]bool{},
		challSeen: map[token.Pos]bool{}, sourceSeen: map[sourceKey]*carried{}, always: map[*types.Func]int64{}, handed: map[token.Pos]int64{},
	}
	for _, f := range pass.Files {
		if opt.Ignore == nil || !opt.Ignore(f) {
			p.files = append(p.files, f)
		}
	}
	p.importCarriers()
	if !p.inScope() {
		return &Result{pkg: p}
	}
	p.collect()
	p.stage(p.findGlobals)
	for _, group := range p.order {
		p.part(group.fns[0], func() { p.settle(group) })
	}
	p.relayed()
	p.stage(p.globalHandlers)
	p.stage(p.registered)
	p.stage(p.exportedSentinels)
	res := p.decide()
	p.stage(func() { res.Choices = p.choices() })
	res.facts = true
	return res
}

// framework is the framework of that name; what the user's rows are about has
// none, and is taken to send with the body.
func (p *pkg) framework(name string) *model.Framework {
	if p.frameworks == nil {
		p.frameworks = map[string]*model.Framework{"": {Commit: model.AtBody}}
		for _, f := range model.Builtin() {
			p.frameworks[f.Name] = f
		}
	}
	return p.frameworks[name]
}

// commitOf tells when the status of a framework leaves the server.
func (p *pkg) commitOf(framework string) model.Commit { return p.framework(framework).Commit }

// errorOnly tells whether the handlers of a framework return an error alone.
func (p *pkg) errorOnly(framework string) bool { return p.framework(framework).ErrorOnly }

// group is a set of functions that call one another.
type group struct {
	fns    []*fn
	active []*fn // those that are interpreted
	open   bool  // summaries are still being found
}

// settle analyses those functions of a group that touch responses or statuses.
// Those that only relay wait until they are called.
func (p *pkg) settle(g *group) {
	var todo []*fn
	for _, f := range g.fns {
		f.trivial = true
		p.part(f, func() {
			switch p.weigh(f) {
			case acts:
				todo = append(todo, f)
			case relays:
				f.trivial, f.lazy = false, true
			}
		})
	}
	for pass := 0; len(todo) > 0; pass++ {
		for _, f := range todo {
			f.trivial = false
			f.lazy = true
		}
		p.interpret(g, todo)
		if len(g.fns) == 1 {
			break
		}
		// What they do may make callers in the same group matter.
		var more []*fn
		for _, f := range g.fns {
			p.part(f, func() {
				if f.sum == nil && p.weigh(f) == acts {
					more = append(more, f)
				}
			})
		}
		if len(more) > 0 && pass < 3 {
			more = append(more, todo...)
		}
		todo = more
	}
}

// interpret analyses functions of a group, and those of it that they call,
// until their summaries no longer change.
func (p *pkg) interpret(g *group, todo []*fn) {
	before := map[*fn]*summary{}
	g.open, g.active = true, nil
	defer func() { g.open = false }()
	for _, f := range todo {
		f.sum = nil
	}
	for _, f := range todo {
		p.begin(f)
	}
	if len(g.fns) == 1 && !p.selfCalls(g.fns[0]) {
		return
	}
	exact, most := exactRounds, maxSolve
	if len(g.fns) > manyFuncs {
		exact, most = 2, 4
	}
	for r := range most {
		changed := false
		for _, f := range g.active {
			if r > 0 {
				p.safely(f)
			}
			if r >= exact {
				f.sum = before[f].join(f.sum)
			}
			if f.sum.equal(before[f]) {
				continue
			}
			if changed = true; r == most-1 {
				f.gaveUp, f.sum = true, &summary{unknown: true}
			}
			before[f] = f.sum
		}
		if !changed {
			break
		}
		for _, f := range g.active {
			for _, l := range p.litsOf(f) {
				l.sum = nil
			}
		}
		sort.Slice(g.active, func(i, j int) bool { return g.active[i].body.Pos() < g.active[j].body.Pos() })
	}
}

// maxSolve bounds how often a group of functions that call one another is
// analysed. What a function does need not grow with what its callees do, as a
// condition that becomes known takes paths away; so from some round on a summary
// is joined with the one before. One that changes in the last round is unknown.
const maxSolve = 12

// manyFuncs is what makes a group large: it has fewer rounds, and its functions
// fewer events, as each has those of all others.
const manyFuncs = 60

// begin analyses a function for the first time.
func (p *pkg) begin(f *fn) {
	if f.sum != nil || f.running {
		return
	}
	f.lazy = false
	f.group.active = append(f.group.active, f)
	p.safely(f)
}

// relayed analyses the functions that importers may hand a status to.
func (p *pkg) relayed() {
	if p.tpkg.Name() == "main" {
		return
	}
	for _, g := range p.order {
		for _, f := range g.fns {
			if f.lazy && f.obj.Exported() {
				p.part(f, func() {
					if f.constructs || p.weighSig(f.sig) == relays || p.endsDead(f.body) || relaysInt(f.sig) && p.relaysStatus(f) {
						p.summaryOf(f.obj)
					}
				})
			}
		}
	}
}

// litsOf lists the literals that were analysed inside f.
func (p *pkg) litsOf(f *fn) []*fn {
	var out []*fn
	for _, l := range f.inner {
		out = append(append(out, l), p.litsOf(l)...)
	}
	return out
}

// safely runs the analysis of one function; a panic in it is an error report
// about that function, and the rest of the package is still analysed.
func (p *pkg) safely(f *fn) {
	if !p.part(f, func() { p.run(f) }) {
		f.sum = &summary{unknown: true}
	}
}

// part does one part of the analysis of a function.
func (p *pkg) part(f *fn, do func()) (ok bool) {
	ok = p.Error.Run(f.body.Pos(), f.name, do)
	f.gaveUp = f.gaveUp || !ok
	return ok
}

// stage does what concerns the whole package.
func (p *pkg) stage(do func()) bool {
	return p.Error.Run(p.pass.Files[0].Name.Pos(), "package "+p.tpkg.Name(), do)
}

// collect finds the package's functions and orders them callees first.
func (p *pkg) collect() {
	var all []*fn
	for _, file := range p.files {
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			obj, ok := p.info.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			f := &fn{obj: obj, decl: fd, sig: obj.Signature(), body: fd.Body, name: fd.Name.Name}
			p.part(f, func() {
				f.name = funcName(obj)
				f.forwards = p.forwarder(obj) || testHelper(f)
				f.vouched = p.Vouched != nil && p.Vouched(fd) || p.challengers[obj.FullName()]
			})
			p.fns[obj] = f
			all = append(all, f)
		}
	}
	p.decls = all
	p.stage(func() {
		for f := range p.doubles() {
			f.forwards = true
		}
	})
	for _, f := range all {
		p.part(f, func() { f.content = p.contentOf(f.body) })
	}
	var uses map[*types.Func]*use
	p.stage(func() { uses = p.findUses() })
	for _, fs := range sccs(all, p.callGraph()) {
		fs = slices.DeleteFunc(fs, (*fn).dispatches)
		if len(fs) == 0 {
			continue
		}
		sort.Slice(fs, func(i, j int) bool { return fs[i].body.Pos() < fs[j].body.Pos() })
		g := &group{fns: fs}
		for _, f := range fs {
			f.group = g
		}
		p.order = append(p.order, g)
	}
	for _, f := range all {
		p.part(f, func() { f.deferred = p.defers(f, uses) })
	}
	p.stage(func() { p.shared = p.findShared() })
}

// litFn is the function of a literal, analysed on first use.
func (in *interp) litFn(l *ast.FuncLit) *fn {
	f := in.lits[l]
	if f == nil {
		sig, _ := in.info.TypeOf(l).(*types.Signature)
		if sig == nil {
			sig = types.NewSignatureType(nil, nil, nil, nil, nil, false)
		}
		f = &fn{lit: l, outer: in.fn, sig: sig, body: l.Body, name: in.fn.name}
		f.deferred = in.onlyCalled(l)
		f.forwards = in.fn.forwards || in.testServers()[l]
		in.lits[l] = f
		in.fn.inner = append(in.fn.inner, f)
	}
	if f.sum == nil && !f.running {
		in.pkg.safely(f)
		in.budget -= 1 + in.sizeOf(l.Body)/16
	}
	return f
}

// summary is the literal's summary, or nothing while it is being analysed.
func (f *fn) summary() *summary {
	if f.sum == nil {
		return &summary{unknown: !f.running}
	}
	return f.sum
}

// onlyCalled tells whether a literal is bound to a variable that is only
// called, or called on the spot.
func (p *pkg) onlyCalled(l *ast.FuncLit) bool {
	return p.litCalls()[l]
}

// summaryOf is the summary of a declared function, nil where there is none.
func (p *pkg) summaryOf(f *types.Func) *summary {
	if g := p.fns[f]; g != nil {
		if g.trivial {
			return nil
		}
		if g.sum == nil && !g.running {
			if g.group.open {
				p.begin(g)
			} else {
				p.interpret(g.group, []*fn{g})
			}
		}
		if g.sum == nil {
			return &summary{} // recursion: nothing returns yet
		}
		return g.sum
	}
	return p.foreignSummary(f)
}

// sizeOf counts the nodes of a function body.
func (p *pkg) sizeOf(n ast.Node) int {
	if s, ok := p.sizes[n]; ok {
		return s
	}
	c := 0
	ast.Inspect(n, func(n ast.Node) bool {
		if n != nil {
			c++
		}
		return true
	})
	p.sizes[n] = c
	return c
}

// noteSet notes where a challenge is set, and under which guards.
func (p *pkg) noteSet(n ast.Node, g *Guard) {
	if _, ok := p.sets[n]; !ok {
		p.sets[n] = g
	}
}

// challengeSet notes a value that is put into a challenge header.
func (p *pkg) challengeSet(v Value, n ast.Node, key string) {
	for _, a := range v.Atoms {
		if (a.Kind == AtomStr || a.Kind == AtomFormat) && a.Pos.IsValid() && !p.challSeen[a.Pos] {
			p.challSeen[a.Pos] = true
			p.challenges = append(p.challenges, ChallengeUse{a, n, key})
		}
	}
}
