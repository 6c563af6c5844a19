package engine

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// index is the value of an element.
func (in *interp) index(s *state, v Value, e *ast.IndexExpr) Value {
	t := in.info.TypeOf(e)
	if _, ok := t.(*types.Signature); ok {
		return v // an instantiated function
	}
	if tup, ok := t.(*types.Tuple); ok && tup.Len() > 0 {
		t = tup.At(0).Type()
	}
	k := in.eval(s, e.Index)
	key := stepTo(k)
	out := domain.Union{Value: Value{Top: v.Top}}
	if key == domain.AnyElem && syntax.Is[*types.Map](in.info.TypeOf(e.X)) {
		out.Add(domain.Zero(t)) // the key may not be there
	}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			out.Top = true
			continue
		}
		l := a.Loc.Then(key)
		if l.TooDeep() {
			out.Top = true
			continue
		}
		in.setType(l, t)
		if key == domain.AnyElem {
			if got, ok := in.tabled(s, a, k); ok {
				out.Add(got)
				continue
			}
		}
		out.Add(in.element(s, a, key))
	}
	return out.Value
}

// tabled is the element of a table under a key that is not known: each of its
// rows, where the key is that row's.
func (in *interp) tabled(s *state, a Atom, key Value) (Value, bool) {
	l := in.tableAt(a.Loc)
	if l.Root.Kind != RootSite || in.loops > 0 {
		return Value{}, false
	}
	k, ok := key.Single()
	if !ok || k.Kind != AtomRef || !in.fixed(k.Loc) && !in.keptField(k.Loc) {
		return Value{}, false
	}
	out, rows, open := domain.Union{}, 0, false
	visit := func(path domain.Path, v Value) {
		of, step := path.Cut()
		switch {
		case of.Empty() && step == domain.Changed:
			open = true
		case of != l.Path:
		case step == domain.AnyKey:
			open = true
		case step.Kind == domain.Key || step.Kind == domain.Index || step.Kind == domain.VarKey:
			c := domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: step.Name}
			if step.Kind == domain.VarKey {
				c.Op = domain.IsErr
			} else if step.Kind == domain.Index {
				n, _ := strconv.ParseInt(step.Name, 10, 64)
				c.Op, c.Int, c.Str = domain.EqInt, n, ""
			}
			rows++
			if s.holds(c) >= 0 {
				out.Add(v.Only(Value{}, in.branchOf(branchKey{cond: c}, domain.Outcome{})))
			}
		}
	}
	s.env.Under(l.Root, visit)
	in.genv.Under(l.Root, visit)
	if open || rows == 0 || rows > domain.MaxAtoms {
		return Value{}, false
	}
	return out.Value, true
}

// keptField tells whether a location is a field of a parameter, or of what was found
// in one, that the function assigns to no object.
func (in *interp) keptField(l Loc) bool {
	of, field := l.Path.Cut()
	if l.Root.Kind != RootParam || field.Kind != domain.Field || of.Has(func(s domain.Step) bool { return !s.TypeTest() }) {
		return false
	}
	kept := true
	ast.Inspect(in.fn.body, func(n ast.Node) bool {
		if st, ok := n.(*ast.AssignStmt); ok {
			for _, e := range st.Lhs {
				if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok && sel.Sel.Name == field.Name {
					kept = false
				}
			}
		}
		return kept
	})
	return kept
}

// tableAt is the map that is at a location, for a package-level variable the
// one that it always holds.
func (in *interp) tableAt(l Loc) Loc {
	if l.Root.Kind == RootGlobal && l.Path.Empty() {
		g := in.globalOf(l.Root.Obj.(*types.Var))
		if b, ok := g.val.Single(); ok && b.Kind == AtomRef && !g.assigned && !g.indexed && l.Root.Obj.(*types.Var).Pkg() == in.tpkg {
			return b.Loc
		}
	}
	return l
}

// element is what is under a key. Where that is not in view, any other that was written
// with a variable key may be meant, unless those of a literal are all.
func (in *interp) element(s *state, of Atom, key domain.Step) Value {
	got := in.read(s, of.Loc.Then(key))
	lit, ok := of.Loc.Root.Obj.(*ast.CompositeLit)
	if all := ok && len(lit.Elts) > 0; key != domain.AnyElem && got.Top && len(got.Atoms) == 0 && !all {
		got = domain.Join(in.elements(s, domain.One(of)), domain.Top)
	}
	return got
}

// mapKeys is what the keys of a map may be: known only where all of them are.
func (in *interp) mapKeys(s *state, v Value) Value {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef {
		return domain.Top
	}
	l := in.tableAt(a.Loc)
	if l.Root.Kind != RootSite || !syntax.Is[*types.Map](in.types[l]) {
		return domain.Top
	}
	out := Value{}
	visit := func(path domain.Path, _ Value) {
		of, step := path.Cut()
		switch {
		case of.Empty() && step == domain.Changed, of == l.Path && step == domain.AnyKey:
			out.Top = true
		case of == l.Path && step.Kind == domain.Key:
			out = domain.Join(out, domain.One(Atom{Kind: AtomStr, Str: step.Name}))
		}
	}
	s.env.Under(l.Root, visit)
	in.genv.Under(l.Root, visit)
	if out.Top || len(out.Atoms) == 0 {
		return domain.Top
	}
	return out
}

// elements is what the elements of a container may be.
func (in *interp) elements(s *state, v Value) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			out.Top = true
			continue
		}
		l := a.Loc.Then(domain.AnyElem)
		if l.TooDeep() {
			out.Top = true
			continue
		}
		if t := in.types[a.Loc]; t != nil {
			in.setType(l, elementOf(t))
		}
		out.Add(in.read(s, l))
	}
	return out.Value
}
