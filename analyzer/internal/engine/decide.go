package engine

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A Hit is one status that leaves through a responder.
type Hit struct {
	Status int64
	Pos    token.Pos  // where it was chosen, in this package
	Ext    string     // or in another, as dir/file.go:line
	Via    ast.Node   // the call through which it reaches the responder
	Also   []ast.Node // other such calls
	More   int        // how many there are beyond these
	Guards *Guard
	Val    string // the challenge, where one is set whose text is known, if only in part
	Ch     Challenge
	In     []ast.Node // the functions whose responses it is sent on
	Way    string     // the way to the handler that lacks the challenge, where another sets it
	// Recorded is set where it leaves once the handler has returned.
	Recorded bool
	// Carried is set where a carrier brought the status: what sends it and
	// what chose it meet only by type.
	Carried bool
	// Stands says where the rules report the status. Facts rest on it.
	Stands Standing
}

// A Standing says where a status is reported, once the rules have spoken.
type Standing struct {
	Node ast.Node // nil where no rule speaks of the status
	// Dismissed is set where a directive or a challenger leaves the finding
	// out. That speaks for the statuses chosen in this package alone.
	Dismissed bool
}

// A Responder is a call (or a value that a framework sends) through which
// statuses leave the package.
type Responder struct {
	Node    ast.Node
	Name    string // what is called, as the source has it
	Func    string // the declared function it stands in
	Lacking []Hit  // leave without a challenge
	Covered []Hit  // leave with one, or with one that can't be known
	Late    []token.Pos
	Missing *Guard // on some paths only: the guard of the challenge

	Always bool       // no other status leaves through it
	Direct bool       // an error that a framework answers: no call sends it
	Root   bool       // one of several places that let out what another package made
	Wiped  bool       // a header that was set before it does not leave
	Param  *types.Var // the parameter that brings the status, if it is always the same
	Status Part       // and where in it the status is

	Forbidden []Hit // 403s
	Sets      bool  // its own function sets a challenge, under some condition
	Lent      bool  // importers may send a status of their own through it

	// chosen is set where the responder stands for what chooses the status:
	// an error that a framework answers, or that an import does.
	chosen bool
	sinks  []offer // carriers whose status leaves through it
}

// maxAlso bounds the calls that are noted for one status.
const maxAlso = 8

// Result is what the engine found out about a package.
type Result struct {
	Responders []*Responder
	Challenges []ChallengeUse
	Choices    []Choice // 401s and 403s, by place
	Failed     []string // functions that were too large
	CoveredAll bool     // a challenger covers every response of the server
	Unproven   []Unproven
	pkg        *pkg
	facts      bool // there are facts to write
}

// Steps counts what was interpreted: statements, tests, expressions, joins and
// statuses, in each state anew. Unlike time it is the same on every machine.
func (r *Result) Steps() int {
	return r.pkg.work + r.pkg.places.Steps() + r.pkg.graph.Steps() + r.pkg.makers.Steps()
}

// decide resolves what leaves through each responder.
func (p *pkg) decide() *Result {
	res := &Result{Challenges: p.challenges, pkg: p}
	by := map[ast.Node]*Responder{}
	at := func(n ast.Node, name, fname string) *Responder {
		r := by[n]
		if r == nil {
			r = &Responder{Node: n, Name: name, Func: fname}
			by[n] = r
			res.Responders = append(res.Responders, r)
		}
		return r
	}
	add := func(list *[]Hit, h Hit) {
		for i, g := range *list {
			if g.Status == h.Status && g.Pos == h.Pos && g.Ext == h.Ext && (h.Pos.IsValid() || h.Ext != "" || g.Via == h.Via) {
				(*list)[i].Carried = g.Carried && h.Carried
				(*list)[i].Recorded = g.Recorded && h.Recorded
				(*list)[i].In = append(slices.Clip(g.In), h.In...)
				switch {
				case g.Via == h.Via || slices.Contains(g.Also, h.Via):
				case len(g.Also) < maxAlso:
					(*list)[i].Also = append(slices.Clip(g.Also), h.Via)
				default:
					(*list)[i].More++
				}
				return
			}
		}
		*list = append(*list, h)
	}
	var unsure []func() // what others of this package may be the ones to answer
	judge := func(f *fn) {
		for _, e := range f.sum.events {
			if p.recorder(e.resp) || e.site.fn != nil && e.site.fn.forwards {
				continue
			}
			here := p.decidesHere(f, e, e.ch) || p.decidesHere(f, e, e.proxy)
			if !here && e.ch != ChSet && e.proxy != ChSet || byKey(e.conds) {
				continue
			}
			r := at(e.site.node, e.site.name, e.site.fn.name)
			for _, a := range e.status.Atoms {
				switch a.Kind {
				case AtomInt:
					if a.Idle || a.Told == domain.ToldError || e.asked(a.Int) != ChSet && !p.decidesHere(f, e, e.asked(a.Int)) {
						continue // callers say no more of a challenge that is set
					}
					p.hit(r, add, e, channel.Carried{Status: a.Int, Pos: a.Pos, Ext: a.Ext}, false)
				case AtomRef:
					if !here {
						continue
					}
					if p.answersFor(f, a.Loc) {
						unsure = append(unsure, func() { p.fileUnsure(res.Responders, r, add, e, a) })
						continue
					}
					n := len(r.Lacking)
					met := p.match(r, func(list *[]Hit, h Hit) {
						if !masked(a.Int, h.Status) && p.decidesHere(f, e, e.asked(h.Status)) {
							add(list, h)
						}
					}, e, a.Loc)
					if e.ch.lacks() && a.Int&1 == 0 && p.decidesHere(f, e, e.ch) {
						r.sinks = append(r.sinks, offer{f, a.Loc, len(r.Lacking) > n || met})
					}
				}
			}
		}
	}
	for _, f := range p.functions() {
		if f.sum != nil && !f.forwards && !f.sum.unknown {
			p.part(f, func() { judge(f) })
		}
		if f.gaveUp {
			res.Failed = append(res.Failed, f.name)
		}
	}
	p.fileAll(p.direct, slices.Clone(res.Responders), at, add)
	for _, file := range unsure {
		file()
	}
	p.stage(func() {
		p.typed = p.typedSends(res.Responders)
		p.meetTyped(at, add)
		before := slices.Clone(res.Responders)
		p.meetSinks(before, at, add)
		for _, r := range res.Responders[len(before):] {
			r.chosen = true
		}
		res.CoveredAll, res.Unproven = p.coverage()
	})
	sort.SliceStable(res.Responders, func(i, j int) bool { return p.before(res.Responders[i].Node.Pos(), res.Responders[j].Node.Pos()) })
	p.stage(func() { p.mend(res.Responders) })
	lent := lentOut(p)
	for _, r := range res.Responders {
		r.Lent = lent[r.Node]
		for _, hits := range [][]Hit{r.Lacking, r.Covered} {
			sort.SliceStable(hits, func(i, j int) bool {
				a, b := hits[i], hits[j]
				if a.Pos != b.Pos {
					return p.before(a.Pos, b.Pos)
				}
				return a.Ext < b.Ext
			})
		}
		sort.SliceStable(r.Late, func(i, j int) bool { return p.before(r.Late[i], r.Late[j]) })
	}
	return res
}

// before orders positions by file and offset: files may be parsed in any
// order, and so their positions too.
func (p *pkg) before(a, b token.Pos) bool {
	x, y := p.pass.Fset.PositionFor(a, false), p.pass.Fset.PositionFor(b, false)
	if x.Filename != y.Filename {
		return x.Filename < y.Filename
	}
	return x.Offset < y.Offset
}

// meetAsks reports the statuses that functions of this package return to an
// import, which sends them.
func (p *pkg) meetAsks(seen map[token.Pos]bool, at func(ast.Node, string, string) *Responder, add func(*[]Hit, Hit)) {
	for _, a := range p.channels.WantedReturns() {
		for _, q := range p.channels.OwnReturns() {
			if q.FactAsk != a.FactAsk || !q.Passed || q.Node == nil || !q.Val.Pos.IsValid() || seen[q.Val.Pos] {
				continue
			}
			a.Met = true
			r := at(q.Node, exprName(q.Node), p.funcAt(q.Val.Pos))
			p.hit(r, add, &event{via: q.Node, origin: q.Node}, q.Val, true)
		}
	}
}

// meetSinks reports the sources of this package whose sink is in an import.
func (p *pkg) meetSinks(rs []*Responder, at func(ast.Node, string, string) *Responder, add func(*[]Hit, Hit)) {
	// What reaches a responder here is reported there.
	seen := map[token.Pos]bool{}
	seenExt := map[string]bool{}
	for _, r := range rs {
		for _, h := range slices.Concat(r.Lacking, r.Covered) {
			seen[h.Pos] = true
			seenExt[h.Ext] = true
		}
	}
	p.meetAsks(seen, at, add)
	for _, s := range p.channels.Wanted() {
		var made *Responder // the first error whose status another package chooses
		for _, src := range p.channels.Own() {
			if !src.Matches(s.Type, s.Iface) {
				continue
			}
			for _, c := range src.Statuses {
				if c.Path != s.Path {
					continue
				}
				if !c.Pos.IsValid() {
					if call, ok := src.Node.(*ast.CallExpr); ok && !seenExt[c.Ext] {
						s.Met = true
						if made == nil {
							made = at(call, exprName(call), p.funcAt(call.Pos()))
						}
						c.Pos, c.Ext = call.Pos(), ""
						p.hit(made, add, &event{via: call, origin: call}, c, true)
					}
					continue
				}
				n := p.nodeAt(c.Pos)
				if n == nil {
					n = src.Node
				}
				if n == nil || seen[c.Pos] {
					continue
				}
				s.Met = true
				r := at(n, exprName(n), p.funcAt(c.Pos))
				p.hit(r, add, &event{via: n, origin: n}, c, true)
			}
		}
	}
}

// nodeAt is the smallest call or literal around a position.
func (p *pkg) nodeAt(pos token.Pos) ast.Node {
	var found ast.Node
	for _, n := range syntax.PathTo(syntax.FileAt(p.files, pos), pos) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if pos > n.Lparen {
				found = n
			}
		case *ast.CompositeLit:
			found = n
		}
	}
	return found
}

// funcAt names the declared function around a position.
func (p *pkg) funcAt(pos token.Pos) string {
	for _, f := range p.fns {
		if f.decl.Pos() <= pos && pos < f.decl.End() {
			return f.name
		}
	}
	return "package level"
}

func exprName(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		return types.ExprString(n.Fun)
	case *ast.CompositeLit:
		if n.Type == nil {
			return "{…}" // a row of a table
		}
		return types.ExprString(n)
	case ast.Expr:
		return types.ExprString(n)
	}
	return "return"
}

// functions lists declarations and literals, in the order of the source.
func (p *pkg) functions() []*fn {
	out := slices.AppendSeq(slices.Collect(maps.Values(p.fns)), maps.Values(p.lits))
	sort.Slice(out, func(i, j int) bool { return out[i].body.Pos() < out[j].body.Pos() })
	return out
}

// decidesHere tells whether an event is judged in this function, and not by
// its callers; ch is what it knows of the challenge that the status asks for.
func (p *pkg) decidesHere(f *fn, e *event, ch Challenge) bool {
	switch e.resp.Root.Kind {
	case RootParam:
		return !f.deferred || ch == ChNone
	case RootCaptured:
		// Carried out where the literal is made, with what is known there.
		return f.lit == nil || !f.applied && !f.deferred && ch == ChNone
	}
	return !f.deferred || ch != ChEntry
}

// asked is what an event knows of the challenge that a status asks for.
func (e *event) asked(status int64) Challenge { return askedOf(status, e.ch, e.proxy) }

// askedOf is the one of two challenges that a status asks for.
func askedOf(status int64, ch, proxy Challenge) Challenge {
	if status == 407 {
		return proxy
	}
	return ch
}

// recorder tells whether a response is a test's recorder.
func (p *pkg) recorder(l Loc) bool {
	n := syntax.NamedOf(p.types[l])
	return n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/http/httptest"
}

// hit files a status under its responder.
func (p *pkg) hit(r *Responder, add func(*[]Hit, Hit), e *event, c channel.Carried, byType bool) {
	if !domain.IsStatus(c.Status) {
		return
	}
	ch := e.asked(c.Status)
	if c.Covered() && ch.lacks() {
		ch = ChSet
	}
	if ch == ChEntry && e.twinned(c.Status) || ch.lacks() && setFirst(p, e) {
		ch = ChUnknown
	}
	way := e.way
	if ch == ChEntry && c.Status != 403 {
		if w := p.waysTo(e, c.Status); w.Sets {
			ch = ChUnknown
		} else {
			way = cmp.Or(w.Lacks, way)
		}
	}
	h := Hit{Status: c.Status, Pos: c.Pos, Ext: c.Ext, Via: e.origin, Guards: e.guards, Val: e.val, Ch: ch, Way: way, In: []ast.Node{e.handler()}, Recorded: e.atExit, Carried: byType}
	if c.Status == 403 {
		add(&r.Forbidden, h)
		return
	}
	if ch.lacks() {
		add(&r.Lacking, h)
		r.Late = append(r.Late, e.late...)
		return
	}
	add(&r.Covered, h)
	if ch == ChSet && r.Missing == nil {
		r.Missing = p.setUnder(e.setPos)
	}
}

// setUnder is the guard of what set a challenge at a position: the outermost of
// several nodes that begin there.
func (p *pkg) setUnder(pos token.Pos) (g *Guard) {
	end := token.NoPos
	for n, under := range p.sets {
		if n.Pos() == pos && n.End() > end {
			g, end = under, n.End()
		}
	}
	return g
}

// match files the statuses of the carriers that an event reads. It reports
// whether a carrier was met, likely or not.
func (p *pkg) match(r *Responder, add func(*[]Hit, Hit), e *event, l Loc) (met bool) {
	if l.Path.Empty() {
		switch l.Root.Kind {
		case RootOpaque:
			p.matchResult(r, add, e, l)
		case RootParam:
			p.matchReturned(r, add, e, l)
		}
		return false
	}
	typ, iface, path, ok := p.sinkOf(l)
	if !ok || p.givenWhole(l) {
		return false
	}
	object := l.Root.At(l.Path.Before(path))
	for src := range p.channels.Sources() {
		if !src.Matches(typ, iface) || p.intercepted(e, object, src) {
			continue
		}
		for _, c := range src.Statuses {
			if c.Path != path || !p.yields(l, src, c) {
				continue
			}
			met = true
			if src.Told != domain.ToldError && p.likely(e, l, src, c) {
				p.hit(r, add, e, c, true)
			}
		}
	}
	return met
}

// givenWhole tells whether a location is a field of a parameter whose type is
// no interface: then callers say what it holds, as with a plain status.
func (p *pkg) givenWhole(l Loc) bool {
	if l.Root.Kind != RootParam || l.Root.Idx < 0 {
		return false
	}
	t := p.types[Loc{Root: l.Root}]
	return t != nil && !types.IsInterface(t) && !l.Path.Has(domain.Step.TypeTest)
}

// masked tells whether a mask excludes a status.
func masked(mask, n int64) bool { return mask&domain.MaskOf(n) != 0 }

// intercepted tells whether the conditions of an event exclude a source: its
// type was answered before.
func (p *pkg) intercepted(e *event, base Loc, src *channel.Source) bool {
	root := base
	for root.Path.Last().TypeTest() {
		root, _ = root.Cut()
	}
	for _, c := range e.conds {
		if c.Loc.Root == base.Root {
			if part, ok := c.Loc.Path.After(base.Path); ok && !part.Empty() && !src.Allows(part, c) {
				return true
			}
		}
		if c.Loc == root && (c.Op == domain.NotType && isOf(p, src, c.Str) || c.Op == domain.NotErr && c.Str == src.Name) {
			return true
		}
	}
	return false
}

// isOf tells whether a source has a type by its name, or implements it.
func isOf(p *pkg, src *channel.Source, name string) bool {
	if name == src.Type || name == "*"+src.Type {
		return true
	}
	ms := interfaceNamed(p, name)
	return len(ms) > 0 && src.Matches("", ms)
}

// interfaceNamed lists the methods of an interface, by its name.
func interfaceNamed(p *pkg, name string) []string {
	ms, ok := p.ifaces[name]
	if !ok {
		if t := p.typeByName(name); t != nil && types.IsInterface(t) {
			ms = methodSet(t.Underlying().(*types.Interface))
		}
		p.ifaces[name] = ms
	}
	return ms
}

// matchResult files the statuses that a dynamic call may return.
func (p *pkg) matchResult(r *Responder, add func(*[]Hit, Hit), e *event, l Loc) {
	name, sig, ok := p.dynamicCall(l)
	if !ok {
		return
	}
	for q := range p.channels.Returns() {
		if q.Sig == sig && q.Result == l.Root.Idx && (name == "" || q.Name == name) {
			p.hit(r, add, e, q.Val, true)
		}
	}
}

// dynamicCall is the signature of the dynamic call whose result a location is,
// and the name of the interface's method that it calls.
func (p *pkg) dynamicCall(l Loc) (name, sig string, ok bool) {
	if l.Root.Kind != RootOpaque {
		return "", "", false
	}
	c, ok := l.Root.Obj.(*ast.CallExpr)
	if !ok {
		return "", "", false
	}
	if f := syntax.Callee(p.info, c); f != nil {
		r := f.Signature().Recv()
		if r == nil || !types.IsInterface(r.Type()) {
			return "", "", false // a declared function without a summary
		}
		return f.Name(), syntax.SignatureText(f.Signature()), true
	}
	s := syntax.Signature(p.info, c)
	if s == nil {
		return "", "", false
	}
	return "", syntax.SignatureText(s), true
}

// matchReturned files the statuses that handlers return to a framework, which
// hands what they return to a function value of this package: the last
// parameters of the one are the results of the other.
func (p *pkg) matchReturned(r *Responder, add func(*[]Hit, Hit), e *event, l Loc) {
	f, ok := l.Root.Obj.(*fn)
	if !ok || f.lit == nil || f.deferred || l.Root.Idx < 0 {
		return
	}
	params := f.sig.Params()
	for q := range p.channels.Returns() {
		i := strings.LastIndex(q.Sig, ") (")
		if i < 0 {
			continue // one result says too little
		}
		results := q.Sig[i+2:]
		n := strings.Count(results, ", ") + 1
		first := params.Len() - n
		if first < 0 || l.Root.Idx != first+q.Result {
			continue
		}
		var vs []*types.Var
		for j := first; j < params.Len(); j++ {
			vs = append(vs, types.NewParam(token.NoPos, nil, "", params.At(j).Type()))
		}
		if syntax.TypeText(types.NewTuple(vs...)) == results && !excluded(e.conds, f, first, q.Nils) {
			p.hit(r, add, e, q.Val, true)
		}
	}
}

// excluded tells whether the conditions of an event exclude results, by which
// of them are nil.
func excluded(cs []domain.Pred, f *fn, first int, nils string) bool {
	for _, c := range cs {
		j := c.Loc.Root.Idx - first
		if !c.Loc.Path.Empty() || c.Loc.Root.Kind != RootParam || c.Loc.Root.Obj != any(f) || j < 0 || j >= len(nils) {
			continue
		}
		if c.Op == domain.IsNil && nils[j] == '1' || c.Op == domain.NotNil && nils[j] == '0' {
			return true
		}
	}
	return false
}
