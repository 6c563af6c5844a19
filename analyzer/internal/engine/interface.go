package engine

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// applyInterface is a call of an interface's method: of the implementations
// in view, or of something unknown.
func (in *interp) applyInterface(s *state, c *ast.CallExpr, f *types.Func, recv Value, args []Value) []*state {
	// What the receiver is may be known.
	var impls []*types.Func
	known := !recv.Top && len(recv.Atoms) > 0
	for _, a := range recv.Atoms {
		if a.Kind == AtomNil {
			continue
		}
		if a.Kind != AtomRef {
			known = false
			break
		}
		m := in.method(a.Loc, f.Name())
		if m == nil {
			known = false
			break
		}
		impls = append(impls, m)
	}
	if f.Signature().Params().Len() == 0 && f.Signature().Results().Len() == 1 && len(recv.Atoms) > 0 && !known {
		// An accessor: its result is a step from the receiver.
		in.opaque(s, c, f)
		if v := in.callByName(s, recv, f.Name(), f.Signature().Results().At(0).Type()); !v.Empty() && !(v.Top && len(v.Atoms) == 0) {
			s.env.Set(tmp(c, 0), v)
		}
		return []*state{s}
	}
	if !known {
		impls = in.implementations(f)
	}
	if !known && len(impls) == 0 {
		if m := in.foreignSummary(f); m != nil {
			out := in.applySummary(s, c, f, m, recv, args, 0)
			in.openResults(out, c, f)
			return out
		}
	}
	if len(impls) == 0 || len(impls) > 4 {
		in.unknownDynamic(s, c, f.Signature(), args)
		in.loseResponses(s, recv, f.Signature().Recv().Type())
		return in.runLits(s, c, args)
	}
	var out []*state
	if len(impls) > 1 {
		for _, m := range impls {
			if in.summaryOf(m).sets() {
				in.vouch(s, args) // it may be the one that is meant
			}
		}
	}
	for _, m := range impls {
		sum := in.summaryOf(m)
		if sum == nil {
			t := s.clone()
			in.unknownDynamic(t, c, f.Signature(), args)
			out = append(out, t)
			continue
		}
		r := recv
		if !known {
			r = in.asImpl(s, recv, m)
		}
		out = append(out, in.applySummary(s.clone(), c, m, sum, r, args, 0)...)
	}
	if !known {
		in.openResults(out, c, f)
	}
	return in.joinStates(out)
}

// openResults keeps a call's results open: others may implement the method
// too.
func (in *interp) openResults(ss []*state, c *ast.CallExpr, f *types.Func) {
	for _, t := range ss {
		for i := range f.Signature().Results().Len() {
			if v := in.result(t, c, i); !v.Top {
				t.env.Set(tmp(c, i), domain.Join(v, domain.Ref(Loc{Root: Root{Kind: RootOpaque, Idx: i, Obj: c}})))
			}
		}
	}
}

// asImpl is the receiver seen as the type that implements a method.
func (in *interp) asImpl(s *state, recv Value, m *types.Func) Value {
	out := Value{Top: recv.Top}
	t := m.Signature().Recv().Type()
	for _, a := range recv.Atoms {
		if a.Kind == AtomRef {
			l := a.Loc.Then(domain.Step{Kind: domain.Is, Name: in.typeTexts.Of(t)})
			if l.TooDeep() {
				out.Top = true
				continue
			}
			in.setType(l, t)
			out = domain.Join(out, domain.Ref(l))
		}
	}
	return out
}

// implementations lists the methods in this package that an interface's method
// may be, for interfaces of packages that were analysed. What the interface's
// own package implements comes as a fact about the interface's method.
func (p *pkg) implementations(f *types.Func) []*types.Func {
	if ms, ok := p.impls[f]; ok {
		return ms
	}
	p.impls[f] = nil
	it, ok := f.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok || f.Pkg() == nil {
		return nil
	}
	if f.Pkg() != p.tpkg && !p.hasFacts(f.Pkg()) {
		return nil
	}
	var out []*types.Func
	for _, n := range p.implementers(it) {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, f.Pkg(), f.Name())
		if m, ok := obj.(*types.Func); ok {
			if r := m.Signature().Recv(); r != nil && !types.IsInterface(r.Type()) {
				out = append(out, m.Origin())
			}
		}
	}
	p.impls[f] = out
	return out
}

// implementers lists the types of this package that implement an interface.
func (p *pkg) implementers(it *types.Interface) []*types.Named {
	if ns, ok := p.implers[it]; ok {
		return ns
	}
	if p.concrete == nil {
		scope := p.tpkg.Scope()
		p.concrete = []*types.Named{}
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			if n, ok := tn.Type().(*types.Named); ok && n.TypeParams().Len() == 0 && !types.IsInterface(n) {
				p.concrete = append(p.concrete, n)
			}
		}
	}
	var out []*types.Named
	for _, n := range p.concrete {
		if n.NumMethods() < it.NumMethods() && !embedsAny(n) {
			continue
		}
		if types.Implements(types.NewPointer(n), it) {
			out = append(out, n)
		}
	}
	p.implers[it] = out
	return out
}

// embedsAny tells whether a type may have methods that it does not declare.
func embedsAny(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i).Embedded() {
			return true
		}
	}
	return false
}
