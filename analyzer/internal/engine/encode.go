package engine

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/places"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// encoder writes locations and values for other packages.
type encoder struct {
	p     *pkg
	sites map[Root]int
	order []Root
}

// loc is the portable form of a location, if it has one.
func (e *encoder) loc(l Loc) (Loc, bool) {
	if l.Path.Last() == domain.Argument || len(l.Path.String()) > maxPathText {
		return Loc{}, false
	}
	switch l.Root.Kind {
	case RootParam:
		return domain.Param(l.Root.Idx).At(l.Path), true
	case RootGlobal:
		v := l.Root.Obj.(*types.Var)
		if v.Pkg() == nil || !v.Exported() {
			return Loc{}, false
		}
		return domain.Global(syntax.GlobalName(v)).At(l.Path), true
	case RootSite:
		i, ok := e.sites[l.Root]
		if !ok {
			if len(e.order) >= 16 {
				return Loc{}, false
			}
			i = len(e.order)
			e.sites[l.Root] = i
			e.order = append(e.order, l.Root)
		}
		return domain.Made(i).At(l.Path), true
	}
	return Loc{}, false
}

// maxPathText bounds the text of a path in a fact: keys of maps may be long.
const maxPathText = 300

// maxFactAtoms bounds a value in a fact, but for statuses.
const maxFactAtoms = 40

// value is a value as importers can read it.
func (e *encoder) value(v Value) Value {
	told := Value{Top: v.Top}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomLit, AtomFunc, AtomExpr:
			told.Top = true
			continue
		case AtomStr, AtomFormat:
			if len(a.Str) > 120 {
				told.Top = true
				continue
			}
		case AtomInt:
			a = e.status(a)
		case AtomSome:
			a = Atom{Kind: AtomSome} // its package says what its own results are
			if told.Has(a) {
				continue
			}
		}
		a.Idle, a.Pos, a.If = false, token.NoPos, nil
		if a.Kind != AtomInt {
			a.Ext, a.Told = "", domain.Untold
		}
		told.Atoms = append(told.Atoms, a)
	}
	told = told.Relocate(e.loc)
	out := Value{Top: told.Top}
	for _, a := range told.Atoms {
		if len(out.Atoms) >= maxFactAtoms && !a.IsStatus() {
			out.Top = true
			continue
		}
		out.Atoms = append(out.Atoms, a)
	}
	slices.SortFunc(out.Atoms, func(a, b Atom) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Int, b.Int),
			strings.Compare(a.Str+"\x00"+a.Loc.String()+"\x00"+a.Ext, b.Str+"\x00"+b.Loc.String()+"\x00"+b.Ext))
	})
	return out
}

// status is a number with the place where it was chosen, if it is a status.
func (e *encoder) status(a Atom) Atom {
	switch {
	case !domain.IsStatus(a.Int):
		a.Ext, a.Told = "", domain.Untold
	case a.Pos.IsValid():
		a.Ext, a.Told = e.p.placeText(a.Pos), e.p.stands.told[a.Pos]
	}
	return a
}

func (e *encoder) conds(cs []domain.Pred) ([]domain.Pred, bool) {
	out, all := domain.Relocate(cs, e.loc)
	sort.Slice(out, func(i, j int) bool { return fmt.Sprint(out[i]) < fmt.Sprint(out[j]) })
	return out, all
}

func (e *encoder) bindings(bs []domain.Binding) []domain.Binding {
	var out []domain.Binding
	for _, b := range bs {
		if l, ok := e.loc(b.Loc); ok {
			v := e.value(b.Val)
			if v.Top && len(v.Atoms) == 0 && b.Loc.Path.Last() != domain.Changed && b.Loc.Root.Kind != RootSite {
				continue
			}
			out = append(out, domain.Binding{Loc: l, Val: v})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Loc.String() < out[j].Loc.String() })
	return out
}

func (e *encoder) siteTypes() []FactSite {
	var out []FactSite
	for _, r := range e.order {
		l := Loc{Root: r}
		var fs FactSite
		if t := e.p.types[l]; t != nil {
			fs.Type = syntax.TypeText(t)
			fs.Methods = e.p.methodsOf(t)
		} else if d, ok := e.p.dyns[l]; ok {
			fs.Type, fs.Methods = d.str, d.ms
		}
		out = append(out, fs)
	}
	return out
}

// placeText is a position as other packages' findings name it.
func (p *pkg) placeText(pos token.Pos) string {
	at := p.pass.Fset.Position(pos)
	return path.Join(path.Base(p.tpkg.Path()), filepath.Base(at.Filename)) + ":" + strconv.Itoa(at.Line)
}

// export writes the facts of the package.
func (p *pkg) export(res *Result) {
	p.stands = p.stand(res)
	p.openSinks(res)
	for obj, f := range p.fns {
		if !obj.Exported() || f.sum == nil || f.sum.unknown || f.forwards && !f.sum.sets() {
			continue
		}
		if fact, tells := p.encode(f); tells {
			p.pass.ExportObjectFact(obj, fact)
		}
	}
	p.exportInterfaces()
	for _, v := range p.ownGlobals {
		if v.Exported() {
			if f := p.callVar(v); f != nil {
				if fact, tells := p.encode(f); tells {
					p.pass.ExportObjectFact(v, fact)
				}
			}
		}
	}
	scope := p.tpkg.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok || !v.Exported() {
			continue
		}
		if fact := p.encodeVar(v); fact != nil {
			p.pass.ExportObjectFact(v, fact)
		}
	}
	p.pass.ExportPackageFact((*CarrierFact)(p.channels.Fact(placesOf{p}, p.typed, p.places.Named(), p.makers.Named())))
}

// exportInterfaces writes, for the methods of an exported interface that has a few
// implementations here, what these do: importers may not see the types.
func (p *pkg) exportInterfaces() {
	scope := p.tpkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() || tn.IsAlias() {
			continue
		}
		it, ok := tn.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range it.ExplicitMethods() {
			if m.Exported() && m.Pkg() == p.tpkg { // a type defined as another package's interface has that one's methods
				exportMethod(p, m)
			}
		}
	}
}

// maxImplementations bounds the methods that a call of an interface's is taken for.
const maxImplementations = 4

// exportMethod writes what those do that implement an interface's method. That they
// leave the header of a response alone is worth a fact, as a method without one may
// do anything with it; of stubs, which don't use theirs, it tells nothing.
func exportMethod(p *pkg, m *types.Func) {
	var any fn
	impls, uses := p.graph.Implementations(m), false
	for i, impl := range impls {
		f := p.fns[impl]
		if f == nil || f.sum == nil || f.sum.unknown || i == maxImplementations {
			return
		}
		for v := range impl.Signature().Params().Variables() {
			uses = uses || p.roles.IsResponse(v.Type()) && mentions(f.body, v)
		}
		if i == 0 {
			any = *f
			continue
		}
		// The one that sets the challenge may be the one that is meant.
		vouches := any.sum.sets() || f.sum.sets()
		any.sum = any.sum.join(f.sum)
		any.sum.vouches = vouches
	}
	if len(impls) > 0 {
		if fact, tells := p.encode(&any); tells || uses {
			p.pass.ExportObjectFact(m, fact)
		}
	}
}

// encode makes the fact of a function, and tells whether a caller learns something.
func (p *pkg) encode(f *fn) (out *SummaryFact, tells bool) {
	m := f.sum
	out = &SummaryFact{Vouches: m.vouches, Renders: p.unreported(f), Sends: m.alwaysSent(), Keeps: m.keeps}
	tells = m.vouches || m.keeps != 0 || len(m.exits) == 0 || out.Renders != 0
	for _, ev := range m.events {
		if ev.atExit {
			continue
		}
		e := &encoder{p: p, sites: map[Root]int{}}
		if ev.resp.Root.Kind != RootParam {
			continue
		}
		l, ok := e.loc(ev.resp)
		if !ok {
			continue
		}
		fe := FactEvent{Resp: l, Ch: ev.ch, Proxy: ev.proxy, Done: p.stands.of[ev.site].mended(), Derefs: ev.derefs}
		for _, a := range ev.status.Atoms {
			if a.Kind == AtomRef && (a.Loc.Root.Kind == RootParam) {
				v := e.value(domain.One(a))
				fe.Status.Atoms = append(fe.Status.Atoms, v.Atoms...)
			}
		}
		if len(fe.Status.Atoms) == 0 {
			continue
		}
		fe.Conds, _ = e.conds(ev.conds)
		for _, t := range ev.twins {
			if l, ok := e.loc(t.loc); ok {
				fe.Twins = append(fe.Twins, FactTwin{l, t.ch, t.proxy})
			}
		}
		out.Events = append(out.Events, fe)
		tells = true
	}
	for _, x := range m.exits {
		e := &encoder{p: p, sites: map[Root]int{}}
		fx := FactExit{}
		var all bool
		fx.Conds, all = e.conds(x.conds)
		fx.Exact, fx.Derefs = x.exact && all, x.derefs
		for _, r := range x.resps {
			if r.loc.Root.Kind != RootParam {
				continue
			}
			if l, ok := e.loc(r.loc); ok {
				fx.Resps = append(fx.Resps, FactResp{l, r.ch, r.proxy, r.sent, r.val, e.value(pendingValue(p.stands.leaves(r.pending))), r.over, r.flushed, r.stops})
				tells = true
			}
		}
		sort.Slice(fx.Resps, func(i, j int) bool { return fx.Resps[i].Loc.String() < fx.Resps[j].Loc.String() })
		for i, v := range x.results {
			fv := e.value(v)
			fx.Results = append(fx.Results, fv)
			tells = tells || p.tells(f.sig.Results().At(i).Type(), v)
		}
		for _, b := range x.stores {
			if b.Loc.Root.Kind == RootParam {
				if fb := e.bindings([]domain.Binding{b}); len(fb) > 0 && (len(fb[0].Val.Atoms) > 0) {
					fx.Stores = append(fx.Stores, fb...)
					tells = true
				}
			}
		}
		fx.Objs = e.bindings(x.objs)
		if len(fx.Objs) > 40 {
			fx.Objs = fx.Objs[:40]
		}
		fx.Sites = e.siteTypes()
		out.Exits = append(out.Exits, fx)
	}
	return out, tells
}

// tells tells whether a result says something to a caller.
func (p *pkg) tells(t types.Type, v Value) bool {
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomInt:
			if domain.IsStatus(a.Int) {
				return true
			}
		case AtomRef:
			switch a.Loc.Root.Kind {
			case RootSite:
				if p.carries(a.Loc) {
					return true
				}
			case RootParam:
				if syntax.IsInt(t) || syntax.IsError(t) || p.roles.IsResponse(t) || a.Loc.Path.Empty() {
					return true
				}
			case RootGlobal:
				if v, ok := a.Loc.Root.Obj.(*types.Var); !ok || v.Exported() {
					return true
				}
			}
		case AtomHeader:
			return true
		}
	}
	return false
}

// carries tells whether an object may carry a status or a response: it has an
// integer field or method, or holds a writer.
func (p *pkg) carries(l Loc) bool {
	t := p.types[l]
	if t == nil {
		return true // an error value made by a framework, or one that wraps
	}
	if p.roles.IsResponse(t) || p.roles.Holds(t) || places.HoldsError(t) || len(p.places.Methods(t)) > 0 {
		return true
	}
	st, ok := syntax.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return roles.IsHeader(t)
	}
	for f := range st.Fields() {
		if p.places.FieldCarries(t, f) {
			return true
		}
	}
	return false
}

func (p *pkg) encodeVar(v *types.Var) *VarFact {
	g := p.globals[v]
	if g == nil || g.assigned && !syntax.IsError(v.Type()) {
		return nil
	}
	g = p.globalOf(v)
	if len(g.val.Atoms) == 0 {
		return nil
	}
	e := &encoder{p: p, sites: map[Root]int{}}
	useful := false
	in := &interp{pkg: p, fn: &fn{sig: types.NewSignatureType(nil, nil, nil, nil, nil, false)}, budget: 5000}
	s := newState()
	x := &exit{results: []Value{g.val}}
	for _, a := range g.val.Atoms {
		if a.Kind == AtomRef && a.Loc.Root.Kind == RootSite {
			useful = useful || p.carries(a.Loc)
			p.genv.Under(a.Loc.Root, func(path domain.Path, w Value) { s.env.Set(a.Loc.Root.At(path), w) })
		}
		if a.IsStatus() {
			useful = true
		}
	}
	if !useful {
		return nil
	}
	in.objects(s, x)
	in.accessors(s, x)
	f := &VarFact{Val: e.value(g.val)}
	f.Objs = e.bindings(x.objs)
	if len(f.Objs) > 60 {
		f.Objs = f.Objs[:60]
	}
	f.Sites = e.siteTypes()
	return f
}

// accessors adds what the integer methods of an exit's objects return, because
// other packages may not see the fields they read.
func (in *interp) accessors(s *state, x *exit) {
	seen := map[Root]bool{}
	add := func(v Value) {
		for _, a := range v.Atoms {
			if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || !a.Loc.Path.Empty() || seen[a.Loc.Root] {
				continue
			}
			seen[a.Loc.Root] = true
			t := in.types[a.Loc]
			if t == nil {
				continue
			}
			for _, m := range in.places.Methods(t) {
				if in.unsettled(s, a, m) {
					continue // callers know what it rests on
				}
				w := in.callByName(s, domain.One(a), m, types.Typ[types.Int])
				if !w.Empty() && len(w.Atoms) > 0 {
					x.objs = append(x.objs, domain.Binding{Loc: a.Loc.Then(domain.MethodStep(m)), Val: x.text(w.Bare())})
				}
			}
		}
	}
	for _, v := range x.results {
		add(v)
	}
	for _, b := range x.stores {
		add(b.Val)
	}
}

// unsettled tells whether what a method returns rests on what a caller put into
// the object.
func (in *interp) unsettled(s *state, a Atom, name string) bool {
	m := in.method(a.Loc, name)
	if m == nil {
		return false
	}
	sum := in.summaryOf(m)
	if sum == nil || sum.unknown {
		return false
	}
	fr := &callFrame{in: in, s: s, f: m, recv: in.owner(s, domain.One(a), m)}
	for _, x := range sum.exits {
		for _, c := range x.conds {
			if fr.decide(c) != 0 {
				continue
			}
			if b, ok := fr.loc(c.Loc).Single(); ok && b.Kind == AtomRef && b.Loc.Root.Kind == RootParam {
				return true
			}
		}
	}
	return false
}

// placesOf says where this package chooses statuses.
type placesOf struct{ *pkg }

func (p placesOf) Text(pos token.Pos) string      { return p.placeText(pos) }
func (p placesOf) Told(pos token.Pos) domain.Told { return p.stands.told[pos] }
