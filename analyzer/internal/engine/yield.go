package engine

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/channel"
	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A carrier is matched by its type where a call can't be followed. Some calls
// can't bring one all the same: a dependency knows no type of this module, and
// a function that chooses no status and asks nobody has none to give.

// yields tells whether what is at a location may be a carrier that was found, with
// that status.
func (p *pkg) yields(l Loc, src *channel.Source, status channel.Carried) bool {
	if l.Root.Kind != RootOpaque {
		return true
	}
	c, ok := l.Root.Obj.(*ast.CallExpr)
	if !ok {
		return true
	}
	f := syntax.Callee(p.info, c)
	if f != nil && !p.sameModule(f.Pkg()) {
		return p.brings(f) // what it returns may have been kept
	}
	if neverGives(p, l, src.Type) {
		return false
	}
	r := p.graph.Reach(c)
	if r.Open {
		return true
	}
	if src.Node == nil && !status.Pos.IsValid() { // of another package
		return f == nil || r.Dynamic || slices.ContainsFunc(r.Foreign, func(f *types.Func) bool { return mayBe(f.Signature().Results(), src.Type) && p.brings(f) })
	}
	at := status.Pos
	if n := src.Node; n != nil && (!at.IsValid() || status.Path.First().Kind == domain.Method) {
		at = n.Pos() // the status is that of all its kind
	}
	return r.Has(c, at) || r.Names(src.Name)
}

// neverGives tells whether a call gave what is at a location, and never gives an
// error of that name: a sentinel's, or a type's.
func neverGives(p *pkg, l Loc, name string) bool {
	c, ok := l.Root.Obj.(*ast.CallExpr)
	return ok && l.Root.Kind == RootOpaque && l.Path.Empty() && syntax.IsError(p.types[l]) && p.errors.Excludes(c, name)
}

// likely tells whether a source of another package may well be what an event
// brings. A handler that answers the error of one call itself, and leaves it to
// no responder of several, is likely to meet a 401 only where a method of that
// name and signature returns it, the name or the parameters of what it calls, a
// service's method mostly, speak of credentials, or it is given what the client
// sent as such: most methods of a service return none.
func (p *pkg) likely(e *event, l Loc, src *channel.Source, c channel.Carried) bool {
	return src.Node != nil || e.common || !p.otherwise(l) || c.By.Has(p.methodAt(l))
}

// methodAt is the method whose call's result a location is, as methods have it,
// or "".
func (p *pkg) methodAt(l Loc) string {
	if c, ok := l.Root.Obj.(*ast.CallExpr); ok && l.Root.Kind == RootOpaque {
		return methodText(syntax.Callee(p.info, c))
	}
	return ""
}

// farfetched tells the same of the statuses that another package chooses by
// what kind of error it is given.
func (fr *callFrame) farfetched(x *exit) bool {
	if fr.f == nil || fr.in.fns[fr.f] != nil {
		return false
	}
	for _, c := range x.conds {
		if c.Op != domain.IsErr && c.Op != domain.HasType || c.Loc.Root.Kind != RootParam {
			continue
		}
		if a, ok := fr.loc(Loc{Root: c.Loc.Root}).Single(); ok && a.Kind == AtomRef && fr.in.otherwise(a.Loc) {
			return true
		}
	}
	return false
}

// otherwise tells whether a location is the result of a call that can't be seen
// through and has to do with no credentials.
func (p *pkg) otherwise(l Loc) bool {
	if l.Root.Kind != RootOpaque || p.Credential == nil || p.SentUnder == nil {
		return false
	}
	c, ok := l.Root.Obj.(*ast.CallExpr)
	if !ok {
		return false
	}
	f := syntax.Callee(p.info, c)
	if f == nil || p.Credential(f.Name()) {
		return false
	}
	for v := range f.Signature().Params().Variables() {
		if p.Credential(v.Name()) {
			return false
		}
	}
	return !p.givenCredentials(c)
}

// givenCredentials tells whether an argument of a call is what a client sent as
// its credentials: what a call gets under a key that speaks of them, as a header
// or a form's field, here or where the variable that is given was set.
func (p *pkg) givenCredentials(c *ast.CallExpr) bool {
	for _, a := range c.Args {
		if p.getsCredentials(a) {
			return true
		}
		v := syntax.Var(p.info, a)
		if v == nil || v.IsField() || v.Pkg() == nil || v.Parent() == v.Pkg().Scope() {
			continue
		}
		for _, e := range p.assignedIn(c)[v] {
			if e != nil && p.getsCredentials(e) {
				return true
			}
		}
	}
	return false
}

// getsCredentials tells whether a call in an expression names credentials as what
// it looks for.
func (p *pkg) getsCredentials(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok {
			for _, a := range c.Args {
				if k := p.info.Types[a].Value; k != nil && k.Kind() == constant.String {
					found = found || p.SentUnder(constant.StringVal(k))
				}
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !found && !lit
	})
	return found
}

// assignedIn is what the variables of the declared function around a node are
// assigned.
func (p *pkg) assignedIn(n ast.Node) map[types.Object][]ast.Expr {
	file := syntax.FileAt(p.files, n.Pos())
	if file == nil {
		return nil
	}
	d := syntax.DeclAt(file, n.Pos())
	vars, ok := p.assigns[d]
	if !ok {
		if p.assigns == nil {
			p.assigns = map[ast.Decl]map[types.Object][]ast.Expr{}
		}
		vars = syntax.Assigned(p.info, d)
		p.assigns[d] = vars
	}
	return vars
}

// brings tells whether a function that is not in view may return a carrier that
// it was not made for.
func (p *pkg) brings(f *types.Func) bool {
	sig := f.Signature()
	switch {
	case syntax.IsAbstract(f), p.sameModule(f.Pkg()):
		return true
	case sig.Recv() != nil && sig.Params().Len() == 0:
		return true // it can hand back what it is handed
	}
	return syntax.AnyOf(sig.Params(), handsBack)
}

// mayBe tells whether a value of static type t, or one of several, may be a
// carrier of type typ.
func mayBe(t types.Type, typ string) bool {
	if tup, ok := t.(*types.Tuple); ok {
		return syntax.AnyOf(tup, func(t types.Type) bool { return mayBe(t, typ) })
	}
	return types.IsInterface(t) || syntax.TypeText(syntax.Deref(t)) == typ
}

// handsBack tells whether an argument of the type may be, or make, the error
// that a function returns.
func handsBack(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Slice:
		return handsBack(u.Elem())
	}
	return syntax.IsError(t)
}

// sameModule tells whether a package belongs to the module under analysis.
func (p *pkg) sameModule(q *types.Package) bool {
	return q != nil && p.inModule(q.Path())
}

func (p *pkg) inModule(path string) bool {
	m := p.pass.Module
	if m == nil || m.Path == "" {
		return true
	}
	return path == m.Path || strings.HasPrefix(path, m.Path+"/") || strings.HasPrefix(path, m.Path+".")
}
