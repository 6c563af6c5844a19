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

	"golang.org/x/tools/go/analysis"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// Facts carry summaries between packages. They speak of parameters, exported
// variables and the objects that a function makes, never of another package's
// positions: a place is the text dir/file.go:line.

// SummaryFact says what calling a function does.
type SummaryFact struct {
	Exits   []FactExit
	Events  []FactEvent
	Vouches bool
	Renders int64 // the 401 or 407 that a method of generated code sends, without a challenge
	Sends   int64 // the 401 or 403 that every call sends
}

// FactExit is one way of leaving a function.
type FactExit struct {
	Conds   []domain.Pred
	Exact   bool
	Resps   []FactResp
	Stores  []domain.Binding
	Results []Value
	Objs    []domain.Binding
	Sites   []FactSite
}

// FactEvent is a status that leaves, as far as a caller chooses it.
type FactEvent struct {
	Resp   Loc
	Status Value
	Ch     Challenge
	Proxy  Challenge
	Conds  []domain.Pred
	Done   int64 // masks the statuses that a finding at the responder speaks of
	Twins  []FactTwin
}

// FactTwin is another of the function's responses, with its challenges.
type FactTwin struct {
	Loc       Loc
	Ch, Proxy Challenge
}

// FactResp is what an exit does to a response.
type FactResp struct {
	Loc     Loc
	Ch      Challenge
	Proxy   Challenge
	Sent    Sent
	Val     string
	Pending Value
	Over    bool
	Flushed bool
}

// FactSite is the type of an object that a function makes.
type FactSite struct {
	Type    string
	Methods []string
}

// VarFact says what a package-level variable holds.
type VarFact struct {
	Val   Value
	Objs  []domain.Binding
	Sites []FactSite
}

// CarrierFact lists the carriers that a package and its imports fill.
type CarrierFact struct {
	Sources []FactSource
	Rets    []FactRet
	Sinks   []FactSink
	Asks    []FactAsk
	Typed   []FactTyped
	Places  []string // fields, parameters and results of the package that may hold a status
	Makers  []string // functions that return an error and never nil
}

// FactSink says that a package sends the status of a carrier without a
// challenge, and knows no 401 that it sends so.
type FactSink struct {
	Type  string
	Iface []string
	Path  domain.Path
	Name  string // the responder's function
}

// FactAsk says that a package sends the status that a function value or an
// interface's method returns, without a challenge.
type FactAsk struct {
	Sig    string
	Name   string
	Result int
}

// FactSource is an object that carries statuses out of a function.
type FactSource struct {
	Type    string
	Methods []string
	Path    domain.Path
	Status  int64
	Place   string
	Consts  []FactConst
	Name    string // of the variable that holds it
	Told    uint8  // whether the status is reported where it is chosen
	By      string // the methods that return it
}

// FactConst is a constant field of an object, or one that is nil or is not.
type FactConst struct {
	Path domain.Path
	Kind uint8
	Int  int64
	Str  string
}

// FactRet is a function value or method that returns a status.
type FactRet struct {
	Sig    string
	Name   string
	Result int
	Nils   string
	Status int64
	Place  string
}

func (*SummaryFact) AFact() {}
func (*VarFact) AFact()     {}
func (*CarrierFact) AFact() {}

func (f *SummaryFact) String() string {
	return fmt.Sprintf("summary of %d exits, %d sends", len(f.Exits), len(f.Events))
}
func (f *VarFact) String() string { return fmt.Sprintf("variable of %d atoms", len(f.Val.Atoms)) }
func (f *CarrierFact) String() string {
	return fmt.Sprintf("carriers %d, %d", len(f.Sources), len(f.Rets))
}

// FactTypes lists the facts that the engine exports.
func FactTypes() []analysis.Fact {
	return []analysis.Fact{new(SummaryFact), new(VarFact), new(CarrierFact)}
}

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
		return domain.Global(globalName(v)).At(l.Path), true
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
		if len(out.Atoms) >= maxFactAtoms && !(a.Kind == AtomInt && domain.IsStatus(a.Int)) {
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
			fs.Type = typeString(t)
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
		if fact := p.encode(f); fact != nil {
			p.pass.ExportObjectFact(obj, fact)
		}
	}
	p.exportInterfaces()
	for _, v := range p.ownGlobals {
		if v.Exported() {
			if f := p.callVar(v); f != nil {
				if fact := p.encode(f); fact != nil {
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
	p.pass.ExportPackageFact(p.encodeCarriers())
}

// exportInterfaces writes, for the methods of an exported interface that has
// one implementation here, the summary of that one: importers may not see the
// type.
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
		for i := range it.NumExplicitMethods() {
			m := it.ExplicitMethod(i)
			impls := p.implementations(m)
			if !m.Exported() || m.Pkg() != p.tpkg || len(impls) != 1 {
				continue // a type defined as another package's interface has that one's methods
			}
			if f := p.fns[impls[0]]; f != nil && f.sum != nil && !f.sum.unknown {
				if fact := p.encode(f); fact != nil {
					p.pass.ExportObjectFact(m, fact)
				}
			}
		}
	}
}

// encode makes the fact of a function, nil where a caller learns nothing.
func (p *pkg) encode(f *fn) *SummaryFact {
	m := f.sum
	out := &SummaryFact{Vouches: m.vouches, Renders: p.unreported(f), Sends: m.alwaysSent()}
	interesting := m.vouches || len(m.exits) == 0 || out.Renders != 0
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
		fe := FactEvent{Resp: l, Ch: ev.ch, Proxy: ev.proxy, Done: p.stands.of[ev.site].mended()}
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
		interesting = true
	}
	for _, x := range m.exits {
		e := &encoder{p: p, sites: map[Root]int{}}
		fx := FactExit{}
		var all bool
		fx.Conds, all = e.conds(x.conds)
		fx.Exact = x.exact && all
		for _, r := range x.resps {
			if r.loc.Root.Kind != RootParam {
				continue
			}
			if l, ok := e.loc(r.loc); ok {
				fx.Resps = append(fx.Resps, FactResp{l, r.ch, r.proxy, r.sent, r.val, e.value(pendingValue(p.stands.leaves(r.pending))), r.over, r.flushed})
				interesting = true
			}
		}
		sort.Slice(fx.Resps, func(i, j int) bool { return fx.Resps[i].Loc.String() < fx.Resps[j].Loc.String() })
		for i, v := range x.results {
			fv := e.value(v)
			fx.Results = append(fx.Results, fv)
			interesting = interesting || p.tells(f.sig.Results().At(i).Type(), v)
		}
		for _, b := range x.stores {
			if b.Loc.Root.Kind == RootParam {
				if fb := e.bindings([]domain.Binding{b}); len(fb) > 0 && (len(fb[0].Val.Atoms) > 0) {
					fx.Stores = append(fx.Stores, fb...)
					interesting = true
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
	if !interesting {
		return nil
	}
	return out
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
				if isInt(t) || isError(t) || p.isResponse(t) || a.Loc.Path.Empty() {
					return true
				}
			case RootGlobal:
				return true
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
	if p.isResponse(t) || p.holds(t) || p.holdsError(t) {
		return true
	}
	st, ok := deref(t).Underlying().(*types.Struct)
	if !ok {
		return isHeader(t)
	}
	for i := range st.NumFields() {
		if p.carriesIn(t, st.Field(i)) {
			return true
		}
	}
	return false
}

func (p *pkg) encodeVar(v *types.Var) *VarFact {
	g := p.globals[v]
	if g == nil || g.assigned && !isError(v.Type()) {
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
		if a.Kind == AtomInt && domain.IsStatus(a.Int) {
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
			for _, m := range in.intMethods(t) {
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
	fr := &callFrame{in: in, s: s, f: m, recv: domain.One(a)}
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

// maxCarriers bounds the package fact.
const maxCarriers = 400

func (p *pkg) encodeCarriers() *CarrierFact {
	out := &CarrierFact{Typed: p.typed[:min(len(p.typed), maxCarriers)], Places: p.exportedPlaces(), Makers: p.exportedMakers()}
	text := func(c carried) string {
		if c.ext != "" || !c.pos.IsValid() {
			return c.ext
		}
		return p.placeText(c.pos)
	}
	for _, list := range [][]*source{p.sources, p.imported.sources} {
		for _, s := range list {
			for _, c := range s.vals {
				if c.covered() {
					continue
				}
				out.Sources = append(out.Sources, FactSource{s.typ, s.methods, c.path, c.status, text(c), s.consts, s.name, uint8(max(s.told, p.stands.told[c.pos])), string(c.by)})
			}
		}
	}
	for _, list := range [][]*retSource{p.retSources, p.imported.rets} {
		for _, r := range list {
			if r.val.covered() {
				continue
			}
			out.Rets = append(out.Rets, FactRet{r.sig, r.name, r.result, r.nils, r.val.status, text(r.val)})
		}
	}
	slices.SortFunc(out.Sources, compareSources)
	slices.SortFunc(out.Rets, func(a, b FactRet) int {
		return cmp.Or(strings.Compare(a.Sig, b.Sig), strings.Compare(a.Name, b.Name), a.Result-b.Result, strings.Compare(a.Nils, b.Nils), cmp.Compare(a.Status, b.Status), strings.Compare(a.Place, b.Place))
	})
	out.Sources = mergeSources(out.Sources)
	out.Rets = slices.Compact(out.Rets)
	for _, s := range p.sinks {
		out.Sinks = append(out.Sinks, FactSink{s.typ, s.iface, s.path, s.name})
	}
	for _, s := range p.imported.sinks {
		if !s.done {
			out.Sinks = append(out.Sinks, FactSink{s.typ, s.iface, s.path, s.name})
		}
	}
	for _, a := range p.asks {
		out.Asks = append(out.Asks, FactAsk{a.sig, a.name, a.result})
	}
	for _, a := range p.imported.asks {
		if !a.done {
			out.Asks = append(out.Asks, FactAsk{a.sig, a.name, a.result})
		}
	}
	slices.SortFunc(out.Asks, func(a, b FactAsk) int {
		return cmp.Or(strings.Compare(a.Sig, b.Sig), strings.Compare(a.Name, b.Name), a.Result-b.Result)
	})
	out.Asks = slices.Compact(out.Asks)
	out.Asks = out.Asks[:min(len(out.Asks), maxCarriers)]
	slices.SortFunc(out.Sinks, compareSinks)
	out.Sinks = slices.CompactFunc(out.Sinks, func(a, b FactSink) bool { return compareSinks(a, b) == 0 })
	if len(out.Sinks) > maxCarriers {
		out.Sinks = out.Sinks[:maxCarriers]
	}
	if len(out.Sources) > maxCarriers {
		out.Sources = out.Sources[:maxCarriers]
	}
	if len(out.Rets) > maxCarriers {
		out.Rets = out.Rets[:maxCarriers]
	}
	return out
}

// mergeSources makes one of the same sources, which stand side by side.
func mergeSources(all []FactSource) []FactSource {
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && compareSources(out[n-1], s) == 0 {
			out[n-1].By = string(methods(out[n-1].By).and(methods(s.By)))
			continue
		}
		out = append(out, s)
	}
	return out
}

// compareSources orders sources by what they are, whoever returns them.
func compareSources(a, b FactSource) int {
	if c := cmp.Or(strings.Compare(a.Type, b.Type), a.Path.Compare(b.Path), cmp.Compare(a.Status, b.Status), strings.Compare(a.Place, b.Place), strings.Compare(a.Name, b.Name)); c != 0 {
		return c
	}
	if c := slices.Compare(a.Methods, b.Methods); c != 0 {
		return c
	}
	return slices.CompareFunc(a.Consts, b.Consts, func(a, b FactConst) int {
		return cmp.Or(a.Path.Compare(b.Path), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Int, b.Int), strings.Compare(a.Str, b.Str))
	})
}

func compareSinks(a, b FactSink) int {
	return cmp.Or(strings.Compare(a.Type, b.Type), a.Path.Compare(b.Path), strings.Compare(a.Name, b.Name), slices.Compare(a.Iface, b.Iface))
}

// importCarriers reads the package facts of the direct imports.
func (p *pkg) importCarriers() {
	type sourceID struct {
		typ, place, name string
		path             domain.Path
		status           int64
	}
	type known struct {
		fact FactSource
		src  *source
	}
	sources := map[sourceID][]known{}
	addSource := func(s FactSource) {
		id := sourceID{s.Type, s.Place, s.Name, s.Path, s.Status}
		for _, k := range sources[id] {
			if compareSources(s, k.fact) == 0 {
				k.src.vals[0].by = k.src.vals[0].by.and(methods(s.By))
				return
			}
		}
		src := &source{typ: s.Type, methods: s.Methods, consts: s.Consts, name: s.Name, told: domain.Told(s.Told), vals: []carried{{path: s.Path, status: s.Status, ext: s.Place, by: methods(s.By)}}}
		sources[id] = append(sources[id], known{s, src})
		p.imported.sources = append(p.imported.sources, src)
	}
	var sinks []FactSink
	asks, rets := map[FactAsk]bool{}, map[FactRet]bool{}
	p.imported.places, p.imported.makers = map[string]bool{}, map[string]bool{}
	for _, q := range p.tpkg.Imports() {
		var f CarrierFact
		if !p.pass.ImportPackageFact(q, &f) {
			continue
		}
		p.factful[q] = true
		p.imported.typed = append(p.imported.typed, f.Typed...)
		for _, s := range f.Sources {
			addSource(s)
		}
		for _, s := range f.Sinks {
			if !slices.ContainsFunc(sinks, func(t FactSink) bool { return compareSinks(s, t) == 0 }) {
				sinks = append(sinks, s)
				p.imported.sinks = append(p.imported.sinks, &sink{typ: s.Type, iface: s.Iface, path: s.Path, name: s.Name})
			}
		}
		for _, name := range f.Places {
			p.imported.places[name] = true
		}
		for _, name := range f.Makers {
			p.imported.makers[name] = true
		}
		for _, a := range f.Asks {
			if !asks[a] {
				asks[a] = true
				p.imported.asks = append(p.imported.asks, &retSink{sig: a.Sig, name: a.Name, result: a.Result})
			}
		}
		for _, r := range f.Rets {
			if rets[r] {
				continue
			}
			rets[r] = true
			p.imported.rets = append(p.imported.rets, &retSource{sig: r.Sig, name: r.Name, result: r.Result, nils: r.Nils, val: carried{status: r.Status, ext: r.Place}})
		}
	}
}

// hasFacts tells whether a package was analysed too.
func (p *pkg) hasFacts(q *types.Package) bool { return p.factful[q] }

// decoder reads the locations and values of a fact.
type decoder struct {
	p     *pkg
	owner any // *types.Func or *types.Var
	exit  int
	sig   *types.Signature
	fn    *fn
}

// foreignSite is an object made by another package's function.
type foreignSite struct {
	owner any
	exit  int
	n     int
}

// loc is a portable location, as this package knows it.
func (d *decoder) loc(l Loc) (Loc, bool) {
	switch l.Root.Kind {
	case RootParam:
		l.Root.Obj = d.fn
	case RootSite:
		l.Root = Root{Kind: RootSite, Obj: foreignSite{d.owner, d.exit, l.Root.Idx}}
	case RootGlobal:
		name, _ := l.Root.Obj.(string)
		v := d.p.varByName(name)
		if v == nil {
			return Loc{}, false
		}
		l.Root.Obj = v
	default:
		return Loc{}, false
	}
	d.types(l)
	return l, true
}

// types finds the types along a location.
func (d *decoder) types(l Loc) {
	p := d.p
	at := Loc{Root: l.Root}
	var t types.Type
	switch l.Root.Kind {
	case RootParam:
		if d.sig == nil {
			return
		}
		t = paramType(d.sig, l.Root.Idx)
		p.types[at] = t
	default:
		t = p.types[at]
	}
	for step := range l.Path.Steps() {
		at = at.Then(step)
		t = p.stepType(t, step)
		if t == nil {
			return
		}
		p.setType(at, t)
	}
}

// stepType is the type that a step leads to.
func (p *pkg) stepType(t types.Type, step domain.Step) types.Type {
	switch {
	case step.TypeTest():
		return p.typeByName(step.Name)
	case t == nil:
		return nil
	case step.Kind == domain.Method:
		obj, _, _ := types.LookupFieldOrMethod(ptrIfStruct(t), true, p.tpkg, step.Name)
		if f, ok := obj.(*types.Func); ok && f.Signature().Results().Len() > 0 {
			return f.Signature().Results().At(0).Type()
		}
	case step.Element():
		switch u := deref(t).Underlying().(type) {
		case *types.Map:
			return u.Elem()
		case *types.Slice:
			return u.Elem()
		case *types.Array:
			return u.Elem()
		}
	case step.Kind == domain.Field:
		if st, ok := deref(t).Underlying().(*types.Struct); ok {
			for i := range st.NumFields() {
				if st.Field(i).Name() == step.Name {
					return st.Field(i).Type()
				}
			}
		}
	}
	return nil
}

func ptrIfStruct(t types.Type) types.Type {
	if types.IsInterface(t) {
		return t
	}
	return ptrTo(t)
}

// pending is a status that the other package's function recorded.
func (d *decoder) pending(v Value, owner *fn) []recorded {
	if v.Empty() {
		return nil
	}
	return []recorded{{val: v.Relocate(d.loc), site: &site{fn: owner}}}
}

func (d *decoder) bindings(bs []domain.Binding) []domain.Binding {
	var out []domain.Binding
	for _, b := range bs {
		if l, ok := d.loc(b.Loc); ok {
			out = append(out, domain.Binding{Loc: l, Val: b.Val.Relocate(d.loc)})
		}
	}
	return out
}

func (d *decoder) conds(cs []domain.Pred) []domain.Pred {
	out, _ := domain.Relocate(cs, d.loc)
	return out
}

// sites notes the types of the objects.
func (d *decoder) sites(fs []FactSite) {
	for i, f := range fs {
		l := Loc{Root: Root{Kind: RootSite, Obj: foreignSite{d.owner, d.exit, i}}}
		if t := d.p.typeByName(f.Type); t != nil {
			d.p.types[l] = t
		} else {
			d.p.dyns[l] = dyn{str: f.Type, ms: f.Methods}
		}
	}
}

// foreignSummary is the summary of another package's function, from its fact.
func (p *pkg) foreignSummary(f types.Object) *summary {
	sig, _ := f.Type().Underlying().(*types.Signature)
	if m, ok := p.foreign[f]; ok {
		return m
	}
	p.foreign[f] = nil
	if f.Pkg() == nil || f.Pkg() == p.tpkg {
		return nil
	}
	var fact SummaryFact
	if !p.pass.ImportObjectFact(f, &fact) {
		return nil
	}
	m := &summary{vouches: fact.Vouches, renders: fact.Renders, sends: fact.Sends}
	owner := &fn{name: f.Name(), sig: sig, sum: fromFact}
	owner.obj, _ = f.(*types.Func)
	for i, fx := range fact.Exits {
		d := &decoder{p: p, owner: f, exit: i, sig: sig, fn: owner}
		d.sites(fx.Sites)
		x := &exit{conds: d.conds(fx.Conds), exact: fx.Exact, stores: d.bindings(fx.Stores), objs: d.bindings(fx.Objs)}
		for _, r := range fx.Resps {
			if l, ok := d.loc(r.Loc); ok {
				x.resps = append(x.resps, respEffect{loc: l, ch: r.Ch, proxy: r.Proxy, sent: r.Sent, val: r.Val, pending: d.pending(r.Pending, owner), over: r.Over, flushed: r.Flushed})
			}
		}
		for _, v := range fx.Results {
			x.results = append(x.results, v.Relocate(d.loc))
		}
		m.exits = append(m.exits, x)
	}
	for _, fe := range fact.Events {
		d := &decoder{p: p, owner: f, sig: sig, fn: owner}
		if l, ok := d.loc(fe.Resp); ok {
			var twins []twin
			for _, t := range fe.Twins {
				if l, ok := d.loc(t.Loc); ok {
					twins = append(twins, twin{l, t.Ch, t.Proxy})
				}
			}
			m.events = append(m.events, &event{fn: owner, resp: l, twins: twins, status: fe.Status.Relocate(d.loc), ch: fe.Ch, proxy: fe.Proxy,
				site: &site{fn: owner}, conds: d.conds(fe.Conds), done: fe.Done})
		}
	}
	p.foreign[f] = m
	return m
}

// importGlobal reads the fact of another package's variable.
func (p *pkg) importGlobal(v *types.Var, g *global) {
	var f VarFact
	if !p.pass.ImportObjectFact(v, &f) {
		return
	}
	d := &decoder{p: p, owner: v}
	d.sites(f.Sites)
	for _, b := range d.bindings(f.Objs) {
		p.genv.Set(b.Loc, b.Val)
	}
	g.val = f.Val.Relocate(d.loc)
}

// packageByPath finds a package that this one imports, directly or not.
func (p *pkg) packageByPath(path string) *types.Package {
	if p.byPath == nil {
		p.byPath = map[string]*types.Package{}
		var visit func(q *types.Package)
		visit = func(q *types.Package) {
			if p.byPath[q.Path()] != nil {
				return
			}
			p.byPath[q.Path()] = q
			for _, i := range q.Imports() {
				visit(i)
			}
		}
		visit(p.tpkg)
	}
	return p.byPath[path]
}

func (p *pkg) objByName(name string) types.Object {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return nil
	}
	if q := p.packageByPath(name[:i]); q != nil {
		return q.Scope().Lookup(name[i+1:])
	}
	return nil
}

func (p *pkg) varByName(name string) *types.Var {
	v, _ := p.objByName(name).(*types.Var)
	return v
}

func (p *pkg) typeByName(s string) types.Type {
	ptr := strings.HasPrefix(s, "*")
	tn, ok := p.objByName(strings.TrimPrefix(s, "*")).(*types.TypeName)
	if !ok {
		if s == "error" {
			return types.Universe.Lookup("error").Type()
		}
		return nil
	}
	if ptr {
		return types.NewPointer(tn.Type())
	}
	return tn.Type()
}
