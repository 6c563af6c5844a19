package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// A callFrame maps a callee's locations to the caller's values.
type callFrame struct {
	in   *interp
	s    *state
	call *ast.CallExpr
	f    *types.Func // nil for a literal
	recv Value
	args []Value
	objs map[Root]Loc
	made map[Loc]bool // the values of objs
	x    *exit
	exit int // its number: what different exits make are different objects
}

// once tells whether this is the only call of the callee.
func (fr *callFrame) once() bool {
	if fr.f == nil {
		_, literal := ast.Unparen(fr.call.Fun).(*ast.FuncLit)
		return literal
	}
	g := fr.in.fns[fr.f.Origin()]
	return g != nil && g.once
}

// loc is the value at a callee's location, in the caller.
func (fr *callFrame) loc(l Loc) Value {
	var v Value
	switch l.Root.Kind {
	case RootParam:
		switch {
		case l.Root.Idx < 0:
			v = fr.recv
		case l.Root.Idx < len(fr.args):
			v = fr.args[l.Root.Idx]
		default:
			return Value{}
		}
	case RootCaptured:
		obj := l.Root.Obj.(*types.Var)
		var ok bool
		if v, ok = fr.capturedValue(obj); !ok {
			v = fr.in.read(fr.s, fr.in.varLoc(obj))
		}
	case RootGlobal:
		return fr.in.read(fr.s, l)
	case RootSite:
		return domain.Ref(fr.object(l.Root).Root.At(l.Path))
	default:
		return domain.Top
	}
	if l.Path.Empty() {
		return v
	}
	return fr.in.walk(fr.s, v, Loc{Root: l.Root}, l.Path)
}

// value is a callee's value, in the caller.
func (fr *callFrame) value(v Value) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomRef:
			out.Add(fr.loc(a.Loc).Without(a.Int))
		case AtomHeader:
			for _, b := range fr.in.respLocs(fr.s, fr.loc(a.Loc)) {
				out.Add(domain.One(Atom{Kind: AtomHeader, Loc: b}))
			}
		case AtomLit:
			if a.Loc != (Loc{}) {
				a.Loc = Loc{Root: fr.object(a.Loc.Root).Root}
			}
			out.Add(domain.One(a))
		case AtomExpr:
			out.Top = true
		default:
			if a.Text && !fr.passesOn() {
				out.Top = true // nothing says that this error's text is such
				continue
			}
			out.Add(domain.One(a))
		}
	}
	return out.Value
}

// objsPerExit is more than an exit has objects.
const objsPerExit = 128

// object is the caller's object for one that the callee made: each call makes
// its own.
func (fr *callFrame) object(r Root) Loc {
	if l, ok := fr.objs[r]; ok {
		return l
	}
	t, d := fr.in.types[Loc{Root: r}], fr.in.dyns[Loc{Root: r}]
	l := Loc{Root: Root{Kind: RootSite, Idx: fr.exit*objsPerExit + len(fr.objs) + 1, Obj: fr.call}}
	for fr.taken(l, t, d) {
		l.Root.Idx++
	}
	fr.in.setType(l, t)
	if d.known() {
		fr.in.dyns[l] = d
	}
	if fr.objs == nil {
		fr.objs, fr.made = map[Root]Loc{}, map[Loc]bool{}
	}
	fr.objs[r], fr.made[l] = l, true
	return l
}

// taken tells whether a location is that of another object of this call, or of
// one that another exit makes and that has another type.
func (fr *callFrame) taken(l Loc, t types.Type, d dyn) bool {
	if fr.made[l] {
		return true
	}
	if l.Root.Idx%objsPerExit == objsPerExit-1 {
		return false
	}
	if u, ok := fr.in.types[l]; ok {
		return t == nil || !types.Identical(t, u)
	}
	e, ok := fr.in.dyns[l]
	return ok && (t != nil || e.text(fr.in.typeTexts) != d.text(fr.in.typeTexts))
}

// possible tells whether conditions can hold of the arguments, without noting
// them.
func (fr *callFrame) possible(cs []domain.Pred) bool {
	return !slices.ContainsFunc(cs, func(c domain.Pred) bool { return fr.decide(c) < 0 })
}

// decide says whether a callee's condition holds of the arguments: 1 yes, -1
// no, 0 unknown.
func (fr *callFrame) decide(c domain.Pred) int {
	if fr.panics(c.Loc) {
		return -1
	}
	v := fr.loc(c.Loc)
	if v.Empty() {
		return 0
	}
	yes, no, maybe := 0, 0, 0
	if v.Top {
		maybe++
	}
	for _, a := range v.Atoms {
		switch fr.in.atomHolds(fr.s, a, c) {
		case 1:
			yes++
		case -1:
			no++
		default:
			maybe++
		}
	}
	switch {
	case yes > 0 && no == 0 && maybe == 0:
		return 1
	case no > 0 && yes == 0 && maybe == 0:
		return -1
	}
	return 0
}

// panics tells whether a location is a field of what a nil pointer points to.
func (fr *callFrame) panics(l Loc) bool {
	if first := l.Path.First(); first.Kind != domain.Field && first.Kind != domain.Slot || isMark(first) {
		return false
	}
	a, ok := fr.loc(Loc{Root: l.Root}).Single()
	return ok && fr.s.isNil(a)
}

// together is the value at a callee's location, without the objects for which
// a condition on another of their fields, given as another argument, fails.
// With it come the conditions, as they speak of objects that are not known.
func (fr *callFrame) together(cs []domain.Pred, l Loc) (Value, []domain.Pred) {
	v := fr.loc(l)
	if !l.Path.Empty() && l.Root.Kind == RootParam {
		return fr.siblings(cs, l, v), nil
	}
	arg := func(l Loc) (*ast.SelectorExpr, *ast.Ident) {
		if !l.Path.Empty() || l.Root.Kind != RootParam || l.Root.Idx < 0 || fr.call == nil || l.Root.Idx >= len(fr.call.Args) || len(fr.call.Args) != len(fr.args) {
			return nil, nil
		}
		sel, ok := ast.Unparen(fr.call.Args[l.Root.Idx]).(*ast.SelectorExpr)
		if !ok {
			return nil, nil
		}
		id, _ := ast.Unparen(sel.X).(*ast.Ident)
		return sel, id
	}
	sel, id := arg(l)
	if id == nil {
		return v, nil
	}
	in := fr.in
	base := in.eval(fr.s, id)
	if in.info.Selections[sel] == nil || len(base.Atoms) == 0 {
		return v, nil
	}
	var about []domain.Pred
	out := Value{Top: base.Top}
	for _, o := range base.Atoms {
		fits := true
		for _, c := range cs {
			other, oid := arg(c.Loc)
			if oid == nil || in.info.ObjectOf(oid) != in.info.ObjectOf(id) {
				continue
			}
			f := in.fieldOf(fr.s, o, other)
			if a, ok := f.Single(); ok && a.Kind == AtomRef {
				c.Loc = a.Loc
				about = append(about, c)
			}
			if !f.Top && f.Filter(func(a Atom) bool { return in.atomHolds(fr.s, a, c) >= 0 }).Empty() {
				fits = false
			}
		}
		if fits {
			out = domain.Join(out, in.fieldOf(fr.s, o, sel))
		}
	}
	return out, about
}

// siblings is the value at a path below a parameter, without the objects for
// which a condition on another path below it fails, and those that implement an
// interface that was asked for before.
func (fr *callFrame) siblings(cs []domain.Pred, l Loc, v Value) Value {
	root := Loc{Root: l.Root}
	base := fr.loc(root)
	if len(base.Atoms) < 2 {
		return v
	}
	out := domain.Union{Value: Value{Top: base.Top}}
	for _, o := range base.Atoms {
		fits := true
		for _, c := range cs {
			if c.Loc.Root != l.Root || c.Loc.Path.Empty() && (c.Op != domain.NotType || len(interfaceNamed(fr.in.pkg, c.Str)) == 0) {
				continue
			}
			f := fr.in.walk(fr.s, domain.One(o), root, c.Loc.Path)
			if !f.Empty() && !f.Top && f.Filter(func(a Atom) bool { return fr.in.atomHolds(fr.s, a, c) >= 0 }).Empty() {
				fits = false
			}
		}
		if fits {
			out.Add(fr.in.walk(fr.s, domain.One(o), root, l.Path))
		}
	}
	return out.Value
}
