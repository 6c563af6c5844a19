package engine

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A literal that leaves the function it stands in takes along what it captures:
// a constructor of constructors returns one that has the kind of its errors
// fixed. Such a literal is an object of its own, with what it captured as its
// parts.

// captured is where a literal keeps a variable of the function around it.
func captured(v *types.Var) domain.Step {
	return domain.Step{Kind: domain.Slot, Name: v.Name() + "@" + strconv.Itoa(int(v.Pos()))}
}

// close gives the literals of a value what they capture here.
func (in *interp) close(s *state, v Value) Value {
	out := v
	for i, a := range v.Atoms {
		if a.Kind != AtomLit || a.Loc != (Loc{}) {
			continue
		}
		lit := a.Obj.(*ast.FuncLit)
		vars := in.capturedBy(lit)
		if len(vars) == 0 {
			continue
		}
		a.Loc = Loc{Root: Root{Kind: RootSite, Obj: lit}}
		for _, x := range vars {
			s.env.Set(a.Loc.Then(captured(x)), s.live(in.read(s, in.varLoc(x))))
		}
		if len(out.Atoms) > 0 && &out.Atoms[0] == &v.Atoms[0] {
			out.Atoms = append([]Atom(nil), v.Atoms...)
		}
		out.Atoms[i] = a
	}
	return out
}

// maxCaptured bounds what is noted of a literal.
const maxCaptured = 8

// capturedBy lists the variables of the function at hand that a literal uses, and
// that nothing assigns anew.
func (in *interp) capturedBy(lit *ast.FuncLit) []*types.Var {
	var out []*types.Var
	seen := map[*types.Var]bool{}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := in.info.Uses[id].(*types.Var)
		if !ok || seen[v] || v.IsField() || lit.Pos() <= v.Pos() && v.Pos() < lit.End() || in.varLoc(v).Root.Kind != RootVar {
			return true
		}
		seen[v] = true
		if len(out) < maxCaptured && !in.writes.Again(v) {
			out = append(out, v)
		}
		return true
	})
	return out
}

// fixed tells whether a location holds one thing for as long as the function at
// hand runs.
func (p *pkg) fixed(l Loc) bool {
	if l.Root.Kind == RootCaptured {
		v, ok := l.Root.Obj.(*types.Var)
		return ok && l.Path.Empty() && !p.writes.Again(v)
	}
	return l.Fixed()
}

// capturedValue is what the literal that is called took along, if it did.
func (fr *callFrame) capturedValue(v *types.Var) (Value, bool) {
	a, ok := fr.recv.Single()
	if !ok || a.Kind != AtomLit || a.Loc == (Loc{}) {
		return Value{}, false
	}
	l := a.Loc.Then(captured(v))
	if w, ok := fr.s.env.Get(l); ok {
		return w, true
	}
	return fr.in.genv.Get(l)
}

// callVar is the summary of a package-level function variable that nothing
// assigns, for importers: nil where what it holds can't be called here.
func (p *pkg) callVar(v *types.Var) *fn {
	sig, ok := v.Type().Underlying().(*types.Signature)
	g := p.globals[v]
	if !ok || g == nil || g.assigned || g.expr == nil {
		return nil
	}
	a, ok := p.globalOf(v).val.Single()
	if !ok || a.Kind != AtomLit && a.Kind != AtomFunc {
		return nil
	}
	body, _ := ast.Node(g.expr).(ast.Expr)
	f := &fn{name: v.Name(), sig: sig, body: &ast.BlockStmt{Lbrace: body.Pos(), Rbrace: body.End()}, decl: &ast.FuncDecl{}, deferred: true}
	in := &interp{pkg: p, fn: f, budget: 5000, events: map[evKey]*event{}, gotos: map[string][]*state{}}
	s := newState()
	in.roots = s.env.Roots
	var args []Value
	for i := range sig.Params().Len() {
		l := Loc{Root: Root{Kind: RootParam, Idx: i, Obj: f}}
		in.setType(l, sig.Params().At(i).Type())
		args = append(args, domain.Ref(l))
	}
	call := &ast.CallExpr{Fun: g.expr}
	for _, t := range in.callValue(s, call, a, args) {
		vals := make([]Value, sig.Results().Len())
		for i := range vals {
			vals[i] = in.result(t, call, i)
		}
		in.exit(t, f.body, vals)
	}
	f.sum = in.summarize()
	return f
}

// callValue carries out a call of a literal, or of a function by its value.
func (in *interp) callValue(s *state, c *ast.CallExpr, a Atom, args []Value) []*state {
	if a.Kind == AtomLit {
		lf := in.litOf(a.Obj.(*ast.FuncLit))
		lf.applied = lf.applied || lf.outer == in.fn
		return in.applySummary(s, c, nil, lf.summary(), domain.One(a), args, 0)
	}
	f := a.Obj.(*types.Func)
	if sum := in.summaryOf(f); sum != nil && f.Signature().Recv() == nil {
		return in.applySummary(s, c, f, sum, domain.Top, args, 0)
	}
	in.unknownDynamic(s, c, syntax.Signature(in.info, c), args)
	return []*state{s}
}

// configure runs the options that a constructor is given on what it returns: it
// calls each with that.
func (in *interp) configure(s *state, c *ast.CallExpr, args []Value) []*state {
	made := in.result(s, c, 0)
	a, ok := made.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || in.types[a.Loc] == nil {
		return []*state{s}
	}
	ss := []*state{s}
	for _, o := range in.options(s, c, args, in.types[a.Loc]) {
		var next []*state
		for _, t := range ss {
			saved := t.env.Val(tmp(c, 0))
			for _, u := range in.applySummary(t, c, nil, in.litFn(o.Obj.(*ast.FuncLit)).summary(), domain.One(o), []Value{made}, 1) {
				u.env.Set(tmp(c, 0), saved)
				next = append(next, u)
			}
		}
		ss = next
	}
	return ss
}

// options are the literals among the arguments of a call, in order, that take
// nothing but a thing of that type.
func (in *interp) options(s *state, c *ast.CallExpr, args []Value, t types.Type) []Atom {
	var out []Atom
	note := func(v Value) {
		a, ok := v.Single()
		if !ok || a.Kind != AtomLit || in.lits[a.Obj.(*ast.FuncLit)] == nil {
			return
		}
		sig := in.lits[a.Obj.(*ast.FuncLit)].sig
		if sig.Params().Len() == 1 && sig.Results().Len() == 0 && types.Identical(syntax.Deref(sig.Params().At(0).Type()), syntax.Deref(t)) {
			out = append(out, a)
		}
	}
	for i, v := range args {
		if a, ok := v.Single(); ok && a.Kind == AtomRef && a.Loc.Root.Obj == any(variadic{c}) {
			for n := range min(len(c.Args)-i, maxOptions) {
				w, _ := s.env.Get(a.Loc.Then(domain.Step{Kind: domain.Index, Name: strconv.Itoa(n)}))
				note(w)
			}
			continue
		}
		note(v)
	}
	return out
}

// maxOptions is the number of arguments that are told apart in a variadic tail.
const maxOptions = 4
