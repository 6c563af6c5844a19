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
		impls = in.graph.Implementations(f)
	}
	if !known && len(impls) == 0 {
		if m := in.foreignSummary(f); m != nil {
			out := in.applySummary(s, c, f, m, recv, args, 0)
			in.openResults(out, c, f)
			return out
		}
	}
	if len(impls) == 0 || len(impls) > maxImplementations {
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
		r := in.owner(s, recv, m)
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
