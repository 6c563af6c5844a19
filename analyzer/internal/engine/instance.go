package engine

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A function that calls what it is handed does what its callers want: its summary
// says nothing of that. For a call that hands it a literal, or a declared function
// that answers, it is interpreted once more with the parameter bound to that
// (cloning, or context sensitivity, in one place where it decides). To the copy,
// what the literal captures is captured too, since it stands in none of its own
// scopes; the caller puts its variables there as for literals of its own.
//
// A literal must stand in the caller, or have been handed to it in the same way:
// elsewhere, what it captures is out of reach. A declared function captures nothing.

// An instance is a function with some of its parameters bound.
type instance struct {
	of    *types.Func
	bound [maxBound]any // by parameter: a *ast.FuncLit or a *types.Func
}

// Bounds of instances: the parameters that are told apart, the instances that a
// function makes, how deep they lie in one another, and the size of a body, in
// nodes. So the work on a function stays linear in its size.
const (
	maxBound     = 6
	maxInstances = 8
	maxNested    = 2
	maxCopied    = 2000
)

// instanceFor is the summary of a function for a call with literals, nil where
// the one for all calls will do, and the arguments without these literals.
func instanceFor(in *interp, f *types.Func, args []Value) (*summary, []Value) {
	base := in.fns[f]
	if base == nil || base.vouched || base.running || in.fn.nested >= maxNested || len(args) > maxBound {
		return nil, nil
	}
	key, bound := instance{of: f}, map[*types.Var]Atom{}
	rest := slices.Clone(args)
	for i := range min(len(args), f.Signature().Params().Len()) {
		v := f.Signature().Params().At(i)
		if a, ok := args[i].Single(); ok && callsVar(in.info, base.body, v) && (inReach(in, a) || answersBy(in, a)) {
			key.bound[i], bound[v], rest[i] = a.Obj, a, domain.Top
		}
	}
	if len(bound) == 0 || in.sizeOf(base.body) > maxCopied {
		return nil, nil
	}
	if sum, ok := in.instances[key]; ok {
		return sum, rest
	}
	if len(in.instances) == maxInstances {
		return nil, nil
	}
	in.summaryOf(f) // the literals in it belong to the function itself
	g := &fn{
		obj: f, decl: base.decl, sig: base.sig, body: base.body, name: base.name, content: base.content, group: base.group,
		forwards: base.forwards, deferred: base.deferred, passed: base.passed, dead: true, bound: maps.Clone(bound), nested: in.fn.nested + 1,
	}
	for _, a := range bound {
		if lit, ok := a.Obj.(*ast.FuncLit); ok {
			g.lent = append(g.lent, lit)
			in.litOf(lit).applied = true
		}
	}
	if in.instances == nil {
		in.instances = map[instance]*summary{}
	}
	base.running = true // whatever calls it from here gets the summary for all calls
	in.pkg.safely(g)
	base.running = false
	in.budget -= 1 + in.sizeOf(base.body)/16
	in.instances[key] = g.sum
	return g.sum, rest
}

// inReach tells whether a value is a literal, and what it captures in reach of the
// function at hand.
func inReach(in *interp, a Atom) bool {
	lit, ok := a.Obj.(*ast.FuncLit)
	if !ok || a.Kind != AtomLit || a.Loc != (Loc{}) {
		return false
	}
	return slices.Contains(in.fn.lent, lit) || in.fn.body != nil && in.fn.body.Pos() <= lit.Pos() && lit.End() <= in.fn.body.End()
}

// answersBy tells whether a value is a declared function that answers with what it
// is handed.
func answersBy(in *interp, a Atom) bool {
	f, ok := a.Obj.(*types.Func)
	if !ok || a.Kind != AtomFunc || f.Signature().Recv() != nil {
		return false
	}
	sum := in.summaryOf(f)
	return sum != nil && len(sum.events) > 0
}

// callsVar tells whether a body calls what a variable holds.
func callsVar(info *types.Info, body ast.Node, v *types.Var) (calls bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			calls = calls || calledVar(info, c) == v
			for _, a := range c.Args { // or hands it on to one that may
				id := syntax.Ident(a)
				calls = calls || id != nil && info.Uses[id] == types.Object(v)
			}
		}
		return !calls
	})
	return calls
}

// calledVar is the variable that a call calls, or nil.
func calledVar(info *types.Info, c *ast.CallExpr) *types.Var {
	id, _ := ast.Unparen(c.Fun).(*ast.Ident)
	if id == nil {
		return nil
	}
	v, _ := info.Uses[id].(*types.Var)
	return v
}

// lent tells whether an event is one of what an instance is handed: of that the
// function itself does not know, and what is handed on reports no constants.
func (fr *callFrame) lent(e *event) bool {
	bound := func(f *fn, via ast.Node) bool {
		c, ok := via.(*ast.CallExpr)
		if !ok || len(f.bound) == 0 {
			return false
		}
		_, is := f.bound[calledVar(fr.in.info, c)]
		return is
	}
	return bound(e.fn, e.via) || e.resp.Root.Kind == RootCaptured && fr.call != nil && bound(fr.in.fn, fr.call)
}
