package engine

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"iter"
	"maps"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/callgraph"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// How handlers are wired is found out by a package of its own, which asks the
// engine what it knows of the calls that hand a response on, and tells it what
// every way to a handler has done to the header.

// Headers is a set of states of a challenge, and above them one of that of a proxy.
type Headers uint16

const Proxied = 8 // how far above

// Both is the set of one state of either.
func (c Challenge) Both() Headers { return c.Of() | c.Of()<<Proxied }

// Of is the set of one state.
func (c Challenge) Of() Headers { return 1 << c }

// Has tells whether a state is among them.
func (h Headers) Has(c Challenge) bool { return h&c.Of() != 0 }

// Ways is what is known of the ways to a handler.
type Ways struct {
	Known bool   // at least one is in view
	Sets  bool   // on all that are in view the challenge is set before, or may be
	Lacks string // a way on which it is not, where it is set on others
}

// A Wiring tells what the ways to a handler do before it runs.
type Wiring interface {
	// Ways is about a function that is given a response, a *ast.FuncDecl or a
	// *ast.FuncLit, and the challenge that goes with a status. For one that is
	// recorded it may be set once the function has returned.
	Ways(fn ast.Node, status int64, recorded bool) Ways
	// Answered is about the errors that a function returns to its framework, and the
	// responders of the package so far.
	Answered(fn ast.Node, rs []*Responder) Answer
	// SetsFirst is about a library's function that answers, by its full name: it tells
	// whether one of the program that it runs first sets the challenge, or may.
	SetsFirst(name string) bool
}

// A View is what the engine tells of a package while it decides.
type View struct {
	p     *pkg
	calls map[*ast.CallExpr]Headers
	exits map[ast.Node]map[ast.Node]Passing
}

// A Passing is how the challenge stands where a function returns: on the paths on
// which it has not answered, and on those where it has recorded a status that
// leaves later. It is empty where all paths have answered, or keep what comes
// behind from running.
type Passing struct{ Open, Recorded Headers }

// view gathers what the functions noted. They have all been interpreted.
func (p *pkg) view() *View {
	v := &View{p, map[*ast.CallExpr]Headers{}, map[ast.Node]map[ast.Node]Passing{}}
	for _, f := range p.functions() {
		for c, h := range f.hands {
			v.calls[c] |= h
		}
		v.exits[f.node()] = f.passes
	}
	return v
}

// Files are the files of the package that are looked at.
func (v *View) Files() []*ast.File { return v.p.files }

// Part does what concerns a declaration. If that fails it is an error about the
// function, as one of the engine's own would be.
func (v *View) Part(d ast.Decl, do func()) (ok bool) { return v.p.inDecl(d, do) }

func (p *pkg) inDecl(d ast.Decl, do func()) (ok bool) {
	if fd, isFunc := d.(*ast.FuncDecl); isFunc {
		if o, known := p.info.Defs[fd.Name].(*types.Func); known && p.fns[o] != nil {
			return p.part(p.fns[o], do)
		}
	}
	return p.Error.Run(d.Pos(), syntax.DeclName(d), do)
}

// eachDecl does something with every declaration.
func (p *pkg) eachDecl(do func(ast.Decl)) {
	for _, f := range p.files {
		for _, d := range f.Decls {
			p.inDecl(d, func() { do(d) })
		}
	}
}

// Wiring returns the rows of a symbol that say how it wires handlers.
func (v *View) Wiring(symbol string) []model.Row { return v.p.Table.Wiring(symbol) }

// Endpoints are what answers and is given no response.
func (v *View) Endpoints() model.Endpoints { return v.p.endpoints }

// Answers tells whether a library's function sends a response. One that records
// a status has sent nothing yet.
func (v *View) Answers(name string) bool {
	return slices.ContainsFunc(v.p.Table.Rows(name), func(r model.Row) bool {
		return r.Verb == model.Send || r.Verb == model.Write
	})
}

// Fails tells whether an expression, as an error, is surely not nil.
func (v *View) Fails(e ast.Expr) bool { return v.p.makers.Fails(e) }

// At is the challenge of the response that a call hands on, as it stands on the
// paths that lead there; ChEntry is as the function around the call was given it.
func (v *View) At(c *ast.CallExpr) Headers {
	if h, ok := v.calls[c]; ok {
		return h
	}
	return ChEntry.Both() // nothing in the function matters
}

// Passings are those of the places where a function returns, by statement, that of
// its body by the block, and by nil what holds of all others. There are none where
// nothing in the function matters.
func (v *View) Passings(fn ast.Node) map[ast.Node]Passing { return v.exits[fn] }

// Sets tells whether a challenge is set between two places.
func (v *View) Sets(from, to token.Pos) bool {
	for s := range v.p.sets {
		if from <= s.Pos() && s.Pos() < to {
			return true
		}
	}
	return false
}

// node is the function in the syntax.
func (f *fn) node() ast.Node {
	if f.lit != nil {
		return f.lit
	}
	return f.decl
}

// handsOn notes how the challenge of a response stands at a call that is given
// it: the call may run a handler.
func (in *interp) handsOn(s *state, c *ast.CallExpr, recv Value, args []Value) {
	note := func(v Value, t types.Type) {
		if t == nil || !in.roles.IsResponse(t) {
			return
		}
		for _, l := range in.respLocs(s, v) {
			h := s.peek(l).headers()
			if l.Root.Kind == RootSite {
				h = ChUnknown.Both() // what becomes of it is decided elsewhere
			}
			if in.fn.hands == nil {
				in.fn.hands = map[*ast.CallExpr]Headers{}
			}
			in.fn.hands[c] |= h
		}
	}
	if sel, ok := syntax.Generic(c.Fun).(*ast.SelectorExpr); ok {
		if x, ok := ast.Unparen(sel.X).(*ast.Ident); ok && in.promoted(sel) {
			recv = in.eval(s, x) // the response, not what it embeds
		}
		note(recv, in.info.TypeOf(sel.X))
	}
	for i, v := range args {
		if i < len(c.Args) {
			note(v, in.info.TypeOf(c.Args[i]))
		}
	}
}

func (in *interp) promoted(sel *ast.SelectorExpr) bool {
	s := in.info.Selections[sel]
	return s != nil && len(s.Index()) > 1
}

// notePassed notes how the challenge stands where the function returns: a framework
// may run what comes next.
func (in *interp) notePassed(s *state, at ast.Node) {
	sig := in.fn.sig
	for i, v := range slices.Concat([]*types.Var{sig.Recv()}, slices.Collect(sig.Params().Variables())) {
		if v == nil || !in.roles.IsResponse(v.Type()) {
			continue // a controller is a response, too
		}
		if in.fn.passes == nil {
			in.fn.passes = map[ast.Node]Passing{}
		}
		p := in.fn.passes[at]
		switch r := s.peek(Loc{Root: Root{Kind: RootParam, Idx: i - 1, Obj: in.fn}}); {
		case r.sent == SentYes || r.stops:
		case len(r.pending) > 0:
			p.Recorded |= r.headers()
		default:
			p.Open |= r.headers()
		}
		in.fn.passes[at] = p
		return
	}
}

// runNext runs what stands behind a middleware. What answers behind it, answers
// for it: a middleware that answers itself afterwards does so because nobody did.
// The header stays as it is, unless something else in the package may set the
// challenge.
func (in *interp) runNext(s *state, c *ast.CallExpr, f *types.Func, recv Value) []*state {
	in.opaque(s, c, f)
	around := in.fn
	for around.outer != nil && around.outer.body != nil { // that of a variable has none
		around = around.outer
	}
	for _, n := range in.challengeNames() {
		if n.Pos() < around.body.Pos() || around.body.End() <= n.Pos() {
			in.vouch(s, []Value{recv})
			break
		}
	}
	return []*state{s}
}

// challengeNames lists the places where the package names the header of a
// challenge.
func (p *pkg) challengeNames() []ast.Expr {
	if p.named != nil {
		return p.named
	}
	p.named = []ast.Expr{}
	p.eachDecl(func(d ast.Decl) {
		ast.Inspect(d, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if v := p.info.Types[e].Value; v != nil && v.Kind() == constant.String && roles.NeededBy(constant.StringVal(v)) != "" {
					p.named = append(p.named, e)
				}
			}
			return true
		})
	})
	return p.named
}

// waysTo is what is known of the ways to the handler whose response an event is
// about.
func (p *pkg) waysTo(e *event, status int64) Ways {
	if e.fn == nil || !p.setsChallenge() {
		return Ways{} // nothing stands before it that could set one
	}
	w := p.wiring()
	if w == nil {
		return Ways{}
	}
	return w.Ways(e.handler(), status, e.atExit)
}

// setsChallenge tells whether something in the package may set a challenge before
// it runs a handler.
func (p *pkg) setsChallenge() bool {
	if p.maySet == nil {
		may := ChSet.Both() | ChUnknown.Both()
		set := len(p.sets) > 0 || p.SetBefore != nil && p.SetBefore()
		for _, fs := range []iter.Seq[*fn]{maps.Values(p.fns), maps.Values(p.lits)} {
			for f := range fs {
				for _, p := range f.passes {
					set = set || (p.Open|p.Recorded)&may != 0
				}
				for _, h := range f.hands {
					set = set || h&may != 0
				}
			}
		}
		p.maySet = &set
	}
	return *p.maySet
}

// handler is the function whose response an event is about, in the syntax; nil
// where that is not known.
func (e *event) handler() ast.Node {
	f := e.fn
	if f == nil {
		return nil
	}
	if v, ok := e.resp.Root.Obj.(*types.Var); ok && e.resp.Root.Kind == RootCaptured {
		for f.outer != nil && !f.declares(v) {
			f = f.outer
		}
	}
	return f.node()
}

// wiring finds out how handlers are wired, once; nil where that failed.
func (p *pkg) wiring() Wiring {
	if p.wired == nil && p.Wire != nil {
		p.stage(func() { p.wired = p.Wire(p.view()) })
		p.Wire = nil
	}
	return p.wired
}

// Wiring is how the package's handlers are wired, nil if that is not known.
func (r *Result) Wiring() Wiring {
	if r.pkg == nil || !r.facts {
		return nil
	}
	return r.pkg.wiring()
}

// Graph tells who calls whom in the package.
func (r *Result) Graph() *callgraph.Graph { return r.pkg.graph }

// View is what the engine tells of the package, nil where it was not looked at.
func (r *Result) View() *View {
	if r.pkg == nil || !r.facts {
		return nil
	}
	return r.pkg.view()
}

// declares tells whether a variable is one of the function's own.
func (f *fn) declares(v *types.Var) bool {
	n := f.node()
	return n.Pos() <= v.Pos() && v.Pos() < n.End()
}
