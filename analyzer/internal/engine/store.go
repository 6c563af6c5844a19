package engine

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// copied is v, or for a struct value that lives elsewhere a copy of it.
func (in *interp) copied(s *state, e ast.Expr, v Value) Value {
	t := in.info.TypeOf(e)
	if t == nil {
		return v
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return v
	}
	switch ast.Unparen(e).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return v
	}
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
		return v
	}
	to := in.site(e, t)
	if to == a.Loc {
		return v
	}
	s.forgetFields(to)
	in.copyFields(s, a.Loc, to)
	return domain.Ref(to)
}

// copyFields copies the bindings below one location to below another.
func (in *interp) copyFields(s *state, from, to Loc) {
	type kv struct {
		l Loc
		v Value
	}
	var add []kv
	visit := func(p domain.Path, v Value) {
		if rest, ok := p.After(from.Path); ok && !rest.Empty() {
			add = append(add, kv{to.Root.At(to.Path.Concat(rest)), v})
		}
	}
	s.env.Under(from.Root, visit)
	in.genv.Under(from.Root, visit)
	for _, x := range add {
		s.env.Set(x.l, x.v)
	}
}

// store assigns v to what lhs denotes.
func (in *interp) store(s *state, lhs ast.Expr, v Value) {
	switch e := ast.Unparen(lhs).(type) {
	case *ast.Ident:
		if e.Name == "_" {
			return
		}
		obj, ok := in.info.Defs[e].(*types.Var)
		if !ok {
			if obj, ok = in.info.Uses[e].(*types.Var); !ok {
				return
			}
		}
		if in.varLoc(obj).Root.Kind == RootGlobal {
			keepsIn(in, s, v)
		}
		in.assignVar(s, obj, v)
	case *ast.SelectorExpr:
		sel := in.info.Selections[e]
		if sel == nil {
			if obj, ok := in.info.Uses[e.Sel].(*types.Var); ok {
				in.escapes(s, v)
				in.assignVar(s, obj, v)
			}
			return
		}
		if sel.Kind() != types.FieldVal {
			return
		}
		index := sel.Index()
		base := in.field(s, in.eval(s, e.X), sel.Recv(), index[:len(index)-1])
		in.storeField(s, base, domain.FieldStep(sel.Obj().Name()), sel.Obj().Type(), v, e)
		in.promotedField(s, e, sel, v)
	case *ast.IndexExpr:
		in.storeIndex(s, e, v)
	case *ast.StarExpr:
		base := in.eval(s, e.X)
		if a, ok := v.Single(); ok && a.Kind == AtomRef {
			for _, b := range base.Atoms {
				if b.Kind == AtomRef && b.Loc != a.Loc {
					s.forgetFields(b.Loc)
					in.copyFields(s, a.Loc, b.Loc)
				}
			}
			return
		}
		for _, b := range base.Atoms {
			if b.Kind == AtomRef {
				in.havoc(s, b.Loc)
			}
		}
	}
}

// storeField assigns v to a field of each thing base may be.
func (in *interp) storeField(s *state, base Value, step domain.Step, t types.Type, v Value, at ast.Expr) {
	strong := !base.Top
	for _, a := range base.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		l := a.Loc.Then(step)
		if l.TooDeep() {
			continue
		}
		in.setType(l, t)
		if a.Loc.Root.Kind != RootSite {
			in.escapes(s, v)
		}
		s.forgetBelow(l)
		if strong {
			s.forgetFields(l)
			s.env.Set(l, v)
		} else {
			s.env.Set(l, domain.Join(in.read(s, l), v))
		}
		in.fieldStored(s, a.Loc, step, v, at)
	}
}

// forgetBelow drops conditions and tests that rest on a location. Those on a field
// below a parameter are about what the caller had put there, and stay.
func (s *state) forgetBelow(l Loc) {
	s.dropConds(func(on Loc) bool { return (on == l || on.Below(l)) && !asGiven(on) })
	if last := l.Path.Last(); last.Kind == domain.Field {
		for k := range s.bools {
			if strings.Contains(k, "."+last.Name) {
				delete(s.bools, k)
			}
		}
	}
	clear(s.memo) // a method may read any field
}

// havoc makes all that is below a location unknown.
func (in *interp) havoc(s *state, l Loc) {
	s.forgetFields(l)
	if l.Root.Kind == RootSite {
		s.env.Set(changed(l.Root), domain.Top)
	}
}

// keepsHeaders tells whether what an expression gives, if it is a map, is one of
// headers: that of a response which the caller knows, or one that is kept in a
// field for a response.
func keepsHeaders(in *interp, e ast.Expr, a Atom) bool {
	if a.Kind != AtomRef {
		return a.Kind == AtomHeader
	}
	if a.Loc.Root.Kind != RootSite {
		return in.headersAt(a.Loc)
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	f, ok := in.info.Uses[sel.Sel].(*types.Var)
	return ok && in.headerFields()[f]
}

func (in *interp) storeIndex(s *state, e *ast.IndexExpr, v Value) {
	base := in.eval(s, e.X)
	for _, a := range base.Atoms {
		kind := a.Kind
		if keepsHeaders(in, e.X, a) {
			kind = AtomHeader
		}
		switch kind {
		case AtomHeader:
			key, ok := in.eval(s, e.Index).Single()
			if ok && key.Kind == AtomRef {
				if key = in.keyFound(s, key); key.Kind == AtomNil {
					continue
				}
			}
			if m, last := key.Loc.Cut(); ok && last == someKey {
				in.copyMap(s, a.Loc, m, e)
			} else if ok && key.Kind == AtomStr {
				mode := headerSet
				if n, ok := v.Single(); ok && n.Kind == AtomNil {
					mode = headerDel // a nil value sends nothing
				}
				in.setHeader(s, a.Loc, key.Str, in.elements(s, v), mode, e)
			} else if !otherHeaders(in.eval(s, e.Index)) {
				in.setHeaderUnknown(s, a.Loc)
			}
		case AtomRef:
			key := in.keyStep(s, e.Index)
			if key == domain.AnyElem {
				s.env.Set(a.Loc.Then(domain.AnyKey), domain.Bool(true))
			}
			l := a.Loc.Then(key)
			if l.TooDeep() {
				continue
			}
			if a.Loc.Root.Kind == RootGlobal {
				keepsIn(in, s, v)
			} else if a.Loc.Root.Kind != RootSite {
				in.escapes(s, v)
			}
			if key != domain.AnyElem {
				s.env.Set(l, v)
			}
			all := a.Loc.Then(domain.AnyElem)
			s.env.Set(all, domain.Join(s.env.Val(all), v))
			if roles.IsHeader(in.types[a.Loc]) {
				in.fieldStored(s, a.Loc, key, v, e)
			}
		}
	}
}
