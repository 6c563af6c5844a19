package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// importCarriers reads the package facts of the direct imports.
func (p *pkg) importCarriers() {
	for _, q := range p.tpkg.Imports() {
		var f CarrierFact
		if p.pass.ImportPackageFact(q, &f) {
			p.factful[q] = true
			p.channels.Import((*channel.Fact)(&f))
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
		v, _ := d.p.objByName(name).(*types.Var)
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
		t = syntax.Param(d.sig, l.Root.Idx)
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
		return elementOf(t)
	case step.Kind == domain.Field:
		if st, ok := syntax.Deref(t).Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f.Name() == step.Name {
					return f.Type()
				}
			}
		}
	}
	return nil
}

// elementOf is the type of a container's elements, nil for what is none. That of
// a pointer to one is the same.
func elementOf(t types.Type) types.Type {
	switch u := syntax.Deref(t).Underlying().(type) {
	case *types.Map:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	}
	return nil
}

func ptrIfStruct(t types.Type) types.Type {
	if types.IsInterface(t) {
		return t
	}
	return syntax.PointerTo(t)
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
	m := &summary{vouches: fact.Vouches, renders: fact.Renders, sends: fact.Sends, keeps: fact.Keeps}
	owner := &fn{name: f.Name(), sig: sig, sum: fromFact}
	owner.obj, _ = f.(*types.Func)
	for i, fx := range fact.Exits {
		d := &decoder{p: p, owner: f, exit: i, sig: sig, fn: owner}
		d.sites(fx.Sites)
		x := &exit{conds: d.conds(fx.Conds), exact: fx.Exact, derefs: fx.Derefs, stores: d.bindings(fx.Stores), objs: d.bindings(fx.Objs)}
		for _, r := range fx.Resps {
			if l, ok := d.loc(r.Loc); ok {
				x.resps = append(x.resps, respEffect{loc: l, ch: r.Ch, proxy: r.Proxy, sent: r.Sent, val: r.Val, pending: d.pending(r.Pending, owner), over: r.Over, flushed: r.Flushed, stops: r.Stops})
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
				site: &site{fn: owner}, conds: d.conds(fe.Conds), done: fe.Done, derefs: fe.Derefs})
		}
	}
	p.foreign[f] = m
	return m
}

// sentBy lists the parameters that a function of another package sends as a
// status, and tells whether anything is known of it.
func (p *pkg) sentBy(f *types.Func) (sent []int, known bool) {
	m := p.foreignSummary(f)
	if m == nil {
		return nil, false
	}
	for _, e := range m.events {
		for _, a := range e.status.Atoms {
			if a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && a.Loc.Path.Empty() {
				sent = append(sent, a.Loc.Root.Idx)
			}
		}
	}
	return sent, true
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

func (p *pkg) typeByName(s string) types.Type {
	ptr := strings.HasPrefix(s, "*")
	tn, ok := p.objByName(strings.TrimPrefix(s, "*")).(*types.TypeName)
	switch {
	case !ok && s == "error":
		return types.Universe.Lookup("error").Type()
	case !ok && strings.HasPrefix(s, "interface{"):
		return interfaceOf(p, s)
	case !ok:
		return nil
	}
	if ptr {
		return types.NewPointer(tn.Type())
	}
	return tn.Type()
}

// interfaceOf is the interface without a name that a text writes, or nil where
// this package can't name what stands in it.
func interfaceOf(p *pkg, s string) types.Type {
	if t, ok := p.literals[s]; ok {
		return t
	}
	names := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.Letter, unicode.Digit) && !strings.ContainsRune("_./~-", r)
	})
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // one may be the end of another
	scope, short := types.NewPackage("", ""), s
	for _, name := range names {
		name = strings.TrimLeft(name, ".") // of a parameter that takes several
		if tn, ok := p.objByName(name).(*types.TypeName); ok {
			alias := "T" + strconv.Itoa(scope.Scope().Len())
			scope.Scope().Insert(types.NewTypeName(token.NoPos, scope, alias, tn.Type()))
			short = strings.ReplaceAll(short, name, alias)
		}
	}
	var t types.Type
	if tv, err := types.Eval(token.NewFileSet(), scope, token.NoPos, short); err == nil && tv.IsType() {
		t = tv.Type
	}
	p.literals[s] = t
	return t
}
