package engine

import (
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// respLocs lists the responses that a value is, each by its canonical
// location: a framework's context and its writer are one response, and so are
// a writer and the one it wraps.
func (in *interp) respLocs(s *state, v Value) []Loc {
	var out []Loc
	add := func(l Loc) {
		if len(out) < 4 && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomRef:
			for _, l := range in.canonical(s, a.Loc, 0) {
				add(l)
			}
		case AtomHeader:
			add(a.Loc)
		}
	}
	return out
}

func (in *interp) canonical(s *state, l Loc, depth int) []Loc {
	if depth > 3 {
		return []Loc{l}
	}
	if before, last := l.Cut(); last.TypeTest() {
		// A type test does not change what is answered.
		return in.canonical(s, before, depth+1)
	}
	if l.Path.Empty() && l.Root.Kind == RootParam {
		l = in.firstResponse(l)
	}
	t := in.types[l]
	if t == nil {
		return []Loc{l}
	}
	n := syntax.NamedOf(t)
	if n == nil || in.roles.IsNamedResponse(n) {
		return []Loc{l}
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return []Loc{l}
	}
	var out []Loc
	for f := range st.Fields() {
		if !in.roles.IsResponse(f.Type()) {
			continue
		}
		if !f.Embedded() && !in.roles.IsWriter(t) {
			continue
		}
		inner := in.step(s, domain.Ref(l), domain.FieldStep(f.Name()), f.Type())
		for _, a := range inner.Atoms {
			if a.Kind == AtomRef {
				out = append(out, in.canonical(s, a.Loc, depth+1)...)
			}
		}
		if len(out) > 0 {
			if in.typeVouches(n) {
				for _, o := range out {
					in.setHeaderUnknown(s, o)
				}
			}
			return out
		}
	}
	return []Loc{l}
}

// firstResponse is the first of a handler's parameters that are responses:
// frameworks that inject parameters hand out one response under several types.
func (p *pkg) firstResponse(l Loc) Loc {
	f, ok := l.Root.Obj.(*fn)
	if !ok || l.Root.Idx <= 0 || f.sum == fromFact {
		return l
	}
	for i := range l.Root.Idx {
		t := f.sig.Params().At(i).Type()
		if p.roles.IsResponse(t) && p.roles.IsResponse(p.types[l]) && !types.Identical(t, p.types[l]) {
			first := Loc{Root: Root{Kind: RootParam, Idx: i, Obj: f}}
			p.setType(first, t)
			return first
		}
	}
	return l
}

// typeVouches tells whether a writer type's own WriteHeader adds the
// challenge.
func (p *pkg) typeVouches(n *types.Named) bool {
	if v, ok := p.vouchT[n]; ok {
		return v
	}
	seen := map[*fn]bool{}
	for i := range n.NumMethods() {
		if f := p.fns[n.Method(i).Origin()]; f != nil && p.unfinished(f, seen) {
			return false // asked while it is being found out
		}
	}
	p.vouchT[n] = false
	for i := range n.NumMethods() {
		m := n.Method(i)
		if m.Name() != "WriteHeader" && m.Name() != "Write" {
			continue
		}
		sum := p.summaryOf(m.Origin())
		p.vouchT[n] = p.vouchT[n] || sum.touches(func(_ Loc, ch Challenge, _ []domain.Pred) bool { return ch == ChSet })
	}
	return p.vouchT[n]
}

// maxLook bounds the functions that are looked through for one that is being
// analysed.
const maxLook = 64

// unfinished tells whether a function, or one that it calls, is being analysed:
// its summary would lack what comes after that call, and be kept.
func (p *pkg) unfinished(f *fn, seen map[*fn]bool) bool {
	if f.running {
		return true
	}
	if seen[f] || f.sum != nil || len(seen) >= maxLook {
		return false
	}
	seen[f] = true
	p.work++
	return slices.ContainsFunc(f.content.funcs, func(o *types.Func) bool {
		g := p.fns[o]
		return g != nil && p.unfinished(g, seen)
	})
}

// wrapperVouches tells whether a call is of such a type's method.
func (in *interp) wrapperVouches(ce callee, f *types.Func) bool {
	if ce.sel == nil {
		return false
	}
	n := syntax.NamedOf(ce.sel.Recv())
	return n != nil && n.Obj().Pkg() == in.tpkg && in.typeVouches(n)
}

// dyn is the dynamic type of an object, where it is known.
type dyn struct {
	t   types.Type // nil where only its name is known
	str string
	ms  []string
}

func (d dyn) known() bool { return d.t != nil || d.str != "" }

func (d dyn) text(texts syntax.Texts) string {
	if d.t != nil {
		return texts.Of(d.t)
	}
	return d.str
}

// hooks tells whether errors.As asks the object itself: it has an As method.
func (d dyn) hooks() bool {
	if d.t == nil {
		return slices.Contains(d.ms, "As(any) bool") || slices.Contains(d.ms, "As(interface{}) bool")
	}
	obj, _, _ := types.LookupFieldOrMethod(ptrIfStruct(d.t), true, nil, "As")
	f, ok := obj.(*types.Func)
	return ok && f.Signature().Params().Len() == 1 && f.Signature().Results().Len() == 1 && syntax.IsBool(f.Signature().Results().At(0).Type())
}

// is tells whether the type is, or implements, t. A value and a pointer to it
// are not told apart.
func (d dyn) is(t types.Type, texts syntax.Texts) bool {
	if d.t == nil {
		if it, ok := t.Underlying().(*types.Interface); ok {
			return subset(methodSet(it), d.ms)
		}
		return strings.TrimPrefix(texts.Of(t), "*") == strings.TrimPrefix(d.str, "*")
	}
	if it, ok := t.Underlying().(*types.Interface); ok {
		return types.Implements(d.t, it) || types.Implements(syntax.PointerTo(d.t), it)
	}
	a, b := syntax.Deref(d.t), syntax.Deref(t)
	x, _ := types.Unalias(a).(*types.Named)
	y, _ := types.Unalias(b).(*types.Named)
	if x == nil || y == nil || x.Obj().Name() != y.Obj().Name() {
		return x == nil && y == nil && types.Identical(a, b)
	}
	// Two importers may have made the same type.
	return types.Identical(a, b) || texts.Of(a) == texts.Of(b)
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// methodSet lists an interface's methods with their signatures.
func methodSet(it *types.Interface) []string {
	var out []string
	for m := range it.Methods() {
		out = append(out, methodText(m))
	}
	return out
}

// dynType is the dynamic type of what is at a location.
func (in *interp) dynType(l Loc) dyn {
	if l.Root.Kind == RootGlobal && l.Path.Empty() {
		if g := in.globals[l.Root.Obj.(*types.Var)]; g != nil && !g.assigned {
			if a, ok := g.val.Single(); ok && a.Kind == AtomRef && a.Loc != l {
				return in.dynType(a.Loc)
			}
			if g.dyn.known() {
				return g.dyn
			}
		}
	}
	t := in.types[l]
	if t == nil {
		if d, ok := in.dyns[l]; ok {
			return d
		}
		return dyn{}
	}
	if _, ok := t.(*types.TypeParam); ok {
		return dyn{}
	}
	if types.IsInterface(t) {
		if d, ok := in.dyns[l]; ok {
			return d
		}
		return dyn{}
	}
	return dyn{t: t}
}

// closureValues is what closures assign to a variable, as far as it is plain.
func (p *pkg) closureValues(v *types.Var) Value {
	out := Value{Top: true}
	for _, e := range p.writes.Closures(v) {
		if e == nil {
			continue
		}
		if tv, ok := p.info.Types[e]; ok && tv.Value != nil {
			if a, ok := p.roles.Constant(tv.Value, tv.Type, e.Pos()); ok {
				out = domain.Join(out, domain.One(a))
			}
		}
	}
	return out
}
