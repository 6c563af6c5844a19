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
	"sort"

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/boundary"
	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/errcode"
	"github.com/authstatus/authstatus/analyzer/internal/errorset"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/nonnil"
	"github.com/authstatus/authstatus/analyzer/internal/places"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// Options say how the engine looks at a package.
type Options struct {
	Table       *model.Table
	Challengers map[string]bool          // functions that add the challenge, by full name
	Vouched     func(*ast.FuncDecl) bool // functions that a directive says add it
	Skip        func(*ast.File) bool     // files that are not reported in
	Sites       *callgraph.Sites         // the files that are read, and calls there: nothing in other files calls
	Error       boundary.Report          // an analysis that failed
	Credential  func(name string) bool   // tells whether a name speaks of credentials
	SentUnder   func(key string) bool    // tells whether credentials are sent under a key, as a header
	Wire        func(*View) Wiring       // finds out how handlers are wired, when it is asked for
	SetBefore   func() bool              // tells whether a package that is imported may set a challenge before it hands on
}

// pkg is one package under analysis.
type pkg struct {
	Options
	pass  *analysis.Pass
	files []*ast.File
	info  *types.Info
	tpkg  *types.Package

	roles       *roles.Roles
	places      *places.Places
	writes      *syntax.Writes
	graph       *callgraph.Graph
	channels    channel.Channels
	makers      *nonnil.Makers
	errors      *errorset.Sets
	errorCodes  *errcode.Codes
	typeTexts   syntax.Texts
	signatures  syntax.Signatures
	challengers map[string]bool
	endpoints   model.Endpoints

	fns         map[*types.Func]*fn
	lits        map[*ast.FuncLit]*fn
	order       []*group
	decls       []*fn // in the order of the source
	usedCodes   map[*types.Const]bool
	setBySig    map[string]bool // by signature: whether one of them sets the challenge
	sites       map[ast.Node]*site
	types       map[Loc]types.Type
	headerMaps  map[*types.Var]bool // fields that are maps of headers
	genv        domain.Env          // what is known of objects made at package level
	globals     map[*types.Var]*global
	ownGlobals  []*types.Var // those of this package, in the order of the source
	foreign     map[types.Object]*summary
	sizes       map[ast.Node]int
	guards      guards
	work        int                 // steps done, for tests
	sets        map[ast.Node]*Guard // where challenges are set, with the guards
	vouchT      map[*types.Named]bool
	ifaces      map[string][]string                      // methods of interfaces, by name
	assigns     map[ast.Decl]map[types.Object][]ast.Expr // what variables are assigned
	globalTells map[*types.Var]bool
	answering   map[types.Type]bool   // types with a method that may return a status
	dyns        map[Loc]dyn           // types of objects that only facts describe
	always      map[*types.Func]int64 // what a call of it always answers
	handed      map[token.Pos]int64   // statuses handed to a responder
	stands      standings
	wired       Wiring
	maySet      *bool                // see setsChallenge
	named       []ast.Expr           // where it names the header of a challenge
	tidy        map[*types.Func]bool // see tidies

	challenges []ChallengeUse
	challSeen  map[token.Pos]bool
	direct     []*directHit
	yielded    []*yielded
	typed      []channel.FactTyped     // what is answered by its type
	factful    map[*types.Package]bool // packages that were analysed too
	byPath     map[string]*types.Package
	literals   map[string]types.Type // interfaces without a name, by their text
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
		roles: roles.Of(pass.Pkg, pass.TypesInfo, pass.Files, opt.Table), files: opt.Sites.Files, challengers: opt.Challengers, typeTexts: syntax.Texts{}, signatures: syntax.Signatures{},
		fns: map[*types.Func]*fn{}, setBySig: map[string]bool{}, lits: map[*ast.FuncLit]*fn{}, sites: map[ast.Node]*site{},
		types: map[Loc]types.Type{}, genv: domain.NewEnv(), globals: map[*types.Var]*global{},
		foreign: map[types.Object]*summary{},
		guards:  guards{map[Guard]*Guard{}, map[ast.Node]ast.Expr{}, map[ast.Stmt]passed{}},
		sizes:   map[ast.Node]int{}, sets: map[ast.Node]*Guard{},
		ifaces: map[string][]string{}, vouchT: map[*types.Named]bool{}, dyns: map[Loc]dyn{}, literals: map[string]types.Type{},
		factful: map[*types.Package]bool{}, globalTells: map[*types.Var]bool{}, answering: map[types.Type]bool{},
		challSeen: map[token.Pos]bool{}, always: map[*types.Func]int64{}, handed: map[token.Pos]int64{},
	}
	p.endpoints = opt.Table.Endpoints(p.tpkg)
	p.importCarriers()
	p.places = places.New(places.Config{
		Pkg: p.tpkg, Info: p.info, Files: p.files, Roles: p.roles, Signatures: p.signatures, Imported: p.channels.Places, Error: p.Error, Foreign: p.sentBy,
	})
	p.writes = syntax.NewWrites(p.tpkg, p.info, p.files)
	p.graph = callgraph.New(callgraph.Config{Pkg: p.tpkg, Info: p.info, Files: p.files, Sites: opt.Sites, Writes: p.writes, Analysed: p.hasFacts, Known: p.sameModule, Error: p.Error})
	p.makers = nonnil.New(nonnil.Config{Info: p.info, Files: p.files, Body: p.bodyOf, Analysed: p.hasFacts, Imported: p.channels.Makers, Sentinel: p.globalNonNil})
	p.errors = errorset.New(errorset.Config{Pass: p.pass, Graph: p.graph, Ours: p.inModule, Plain: p.roles.IsResponse})
	p.errorCodes = errcode.New(p.pass, p.files, p.Error)
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
	p.stage(func() { registered(p) })
	p.stage(p.exportedSentinels)
	res := p.decide()
	p.stage(func() { res.Choices = p.choices() })
	res.facts = true
	return res
}

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
	if len(g.fns) == 1 && !p.graph.CallsItself(g.fns[0].obj, g.fns[0].content.funcs) {
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
					if f.constructs || p.weighSig(f.sig) == relays || p.endsDead(f.body) || relaysInt(f.sig) && p.places.ResultMayHold(f.obj, 0) {
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
	var all []*types.Func
	for obj, fd := range syntax.Functions(p.info, p.files) {
		f := &fn{obj: obj, decl: fd, sig: obj.Signature(), body: fd.Body, name: fd.Name.Name}
		p.part(f, func() {
			f.name = syntax.FuncName(obj)
			f.forwards = p.roles.Forwards(obj) || callgraph.IsTestHelper(f.sig)
			f.vouched = p.Vouched != nil && p.Vouched(fd) || p.challengers[obj.FullName()]
		})
		p.fns[obj] = f
		p.decls, all = append(p.decls, f), append(all, obj)
	}
	p.stage(func() {
		for f := range p.graph.Doubles() {
			if g := p.fns[f]; g != nil {
				g.forwards = true
			}
		}
	})
	for _, f := range p.decls {
		p.part(f, func() { f.content = p.contentOf(f.body) })
	}
	for _, fs := range p.graph.Groups(all, func(f *types.Func) []*types.Func { return p.fns[f].content.funcs }) {
		g := &group{}
		for _, f := range fs {
			g.fns = append(g.fns, p.fns[f])
			p.fns[f].group = g
		}
		p.order = append(p.order, g)
	}
	for _, f := range p.decls {
		p.part(f, func() {
			c := p.graph.Callers(f.obj)
			f.dead = c.None && !p.roles.Handles(f.sig)
			f.passed, f.shared, f.deferred, f.once = c.Passed, c.Shared, c.InView, c.Once
		})
	}
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
		f.deferred = in.graph.OnlyCalled(l)
		f.forwards = in.fn.forwards || in.graph.InTestServer(l)
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

// bodyOf is the body of a function of this package, or nil.
func (p *pkg) bodyOf(f *types.Func) *ast.BlockStmt {
	if g := p.fns[f]; g != nil {
		return g.body
	}
	return nil
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
