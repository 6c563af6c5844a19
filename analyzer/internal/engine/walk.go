package engine

import (
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// walk follows the steps of a path from v; at is the callee's location, whose
// types guide the way.
func (in *interp) walk(s *state, v Value, at Loc, path domain.Path) Value {
	for step := range path.Steps() {
		at = at.Then(step)
		t := in.types[at]
		switch {
		case step.TypeTest():
			if t == nil {
				return domain.Top
			}
			out := Value{Top: v.Top}
			for _, a := range v.Atoms {
				if a.Kind == AtomRef {
					if got, ok := in.asType(s, a, t, step.Kind == domain.As, 0); ok {
						out = domain.Join(out, got)
					}
				}
			}
			v = out
		case step.Kind == domain.Method:
			v = in.callByName(s, v, step.Name, t)
		case isMark(step):
			v = in.marked(s, v, step)
		default:
			v = in.step(s, v, step, t)
		}
		if v.Empty() {
			return v
		}
	}
	return v
}

// callByName is the result of a niladic method of what v may be.
func (in *interp) callByName(s *state, v Value, name string, t types.Type) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		l := a.Loc.Then(domain.MethodStep(name))
		if w, ok := s.env.Get(l); ok {
			out.Add(w.Of(a))
			continue
		}
		if w, ok := in.genv.Get(l); ok {
			out.Add(w.Of(a))
			continue
		}
		if m := in.method(a.Loc, name); m != nil {
			out.Add(in.accessor(s, a, m).Of(a))
			continue
		}
		if l.TooDeep() {
			out.Top = true
			continue
		}
		in.setType(l, t)
		out.Add(in.read(s, l).Of(a))
	}
	return out.Value
}

// method finds a method of the concrete type of what is at a location.
func (in *interp) method(l Loc, name string) *types.Func {
	d := in.dynType(l)
	if d.t == nil || types.IsInterface(d.t) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(syntax.PointerTo(d.t), true, in.tpkg, name)
	f, _ := obj.(*types.Func)
	if f == nil {
		return nil
	}
	if r := f.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
		return nil
	}
	return f.Origin()
}

// owner is the part of a value that a method is called on: of one that was
// promoted, the embedded struct.
func (in *interp) owner(s *state, v Value, m *types.Func) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		part := domain.One(a)
		if d := in.dynType(a.Loc); a.Kind == AtomRef && d.t != nil {
			if _, index, _ := types.LookupFieldOrMethod(syntax.PointerTo(d.t), true, in.tpkg, m.Name()); len(index) > 1 {
				part = in.field(s, part, d.t, index[:len(index)-1])
			}
		}
		out.Add(part)
	}
	return out.Value
}

// accessor is the first result of a method without parameters, by its summary.
func (in *interp) accessor(s *state, a Atom, m *types.Func) Value {
	if m.Signature().Params().Len() > 0 || m.Signature().Results().Len() == 0 {
		return domain.Top
	}
	sum := in.summaryOf(m)
	if sum == nil || sum.unknown {
		return in.symbolicAccessor(a, m)
	}
	fr := &callFrame{in: in, s: s, f: m, recv: in.owner(s, domain.One(a), m)}
	out := Value{}
	for _, x := range sum.exits {
		if !fr.possible(x.conds) || len(x.results) == 0 {
			continue
		}
		out = domain.Join(out, fr.value(x.results[0]))
	}
	return out
}

// symbolicAccessor is the result of a method that can't be seen through.
func (in *interp) symbolicAccessor(a Atom, m *types.Func) Value {
	l := a.Loc.Then(domain.MethodStep(m.Name()))
	if l.TooDeep() || a.Loc.Root.Kind == RootSite {
		return domain.Top
	}
	in.setType(l, m.Signature().Results().At(0).Type())
	return domain.Ref(l)
}
