package engine

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// callee is what a call runs.
type callee struct {
	static *types.Func // a function or a method of a concrete type
	iface  *types.Func // a method of an interface
	values []Atom      // what a function value may be
	recv   ast.Expr
	sel    *types.Selection
}

func (in *interp) resolve(s *state, c *ast.CallExpr) callee {
	var ce callee
	f := syntax.Generic(c.Fun)
	if sel, ok := f.(*ast.SelectorExpr); ok {
		if ce.sel = in.info.Selections[sel]; ce.sel != nil && ce.sel.Kind() == types.MethodVal {
			ce.recv = sel.X
		}
	}
	if fn := syntax.Callee(in.info, c); fn != nil {
		fn = fn.Origin()
		if r := fn.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
			ce.iface = fn
		} else {
			ce.static = fn
		}
		return ce
	}
	v := in.eval(s, f)
	if lit, ok := f.(*ast.FuncLit); ok {
		v = domain.One(Atom{Kind: AtomLit, Obj: lit})
	}
	if v.Top {
		return callee{values: in.throughField(f)}
	}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomLit, AtomFunc:
			ce.values = append(ce.values, a)
		case AtomNil:
		default:
			return callee{values: in.throughField(f)}
		}
	}
	return ce
}

// receiver is the value a method is called on, behind the embedded fields
// that promote it.
func (in *interp) receiver(s *state, ce callee) Value {
	if ce.recv == nil {
		return domain.Top
	}
	idx := ce.sel.Index()
	return in.field(s, in.eval(s, ce.recv), ce.sel.Recv(), idx[:len(idx)-1])
}

// args are the values of a call's arguments, a variadic tail as one slice.
func (in *interp) args(s *state, c *ast.CallExpr, sig *types.Signature) []Value {
	var vals []Value
	if len(c.Args) == 1 {
		if t, ok := in.info.TypeOf(c.Args[0]).(*types.Tuple); ok {
			vals = in.tuple(s, c.Args[0], t.Len())
		}
	}
	if vals == nil {
		for i, a := range c.Args {
			if v, ok := s.env.Get(deferred(c, i)); ok {
				vals = append(vals, v)
				continue
			}
			vals = append(vals, in.copied(s, a, in.eval(s, a)))
		}
	}
	if sig == nil || !sig.Variadic() || c.Ellipsis.IsValid() {
		return vals
	}
	n := sig.Params().Len() - 1
	if len(vals) < n {
		return vals
	}
	rest := Value{}
	for _, v := range vals[n:] {
		rest = domain.Join(rest, v)
	}
	l := in.site(variadic{c}, sig.Params().At(n).Type())
	s.forgetFields(l)
	if !rest.Empty() {
		s.env.Set(l.Then(domain.AnyElem), rest)
	}
	for i, v := range vals[n:] {
		if i < 4 {
			s.env.Set(l.Then(domain.Step{Kind: domain.Index, Name: strconv.Itoa(i)}), v)
		}
	}
	return append(vals[:n:n], domain.Ref(l))
}

// variadic is the slice that a call makes of its last arguments.
type variadic struct{ c *ast.CallExpr }

// apply carries out a call whose parts have been evaluated.
func (in *interp) apply(ss []*state, c *ast.CallExpr) []*state {
	if !in.spend(len(ss)) {
		return nil
	}
	if tv, ok := in.info.Types[c.Fun]; ok {
		if tv.IsType() {
			return ss // its result is its operand
		}
		if tv.IsBuiltin() {
			return in.builtin(ss, c)
		}
	}
	if in.errorsTest(c) != "" {
		return in.truth(ss, c)
	}
	var out []*state
	for _, s := range ss {
		done := in.applyOne(s, c)
		for _, t := range done {
			in.recall(t, c)
		}
		out = append(out, done...)
	}
	return out
}

func (in *interp) applyOne(s *state, c *ast.CallExpr) []*state {
	ce := in.resolve(s, c)
	f := ce.static
	if f == nil {
		f = ce.iface
	}
	if f != nil {
		sig := f.Signature()
		args := in.args(s, c, sig)
		recv := in.receiver(s, ce)
		if ce.sel != nil && ce.sel.Kind() == types.MethodExpr {
			// The receiver is handed over first.
			args = in.args(s, c, syntax.Signature(in.info, c))
			if len(args) == 0 {
				return in.unknownStatic(s, c, f, recv, args)
			}
			idx := ce.sel.Index()
			recv, args = in.field(s, args[0], ce.sel.Recv(), idx[:len(idx)-1]), args[1:]
		}
		rows, depth := in.rows(ce, f)
		if rows == nil && syntax.NeverReturns(f) {
			for _, v := range args {
				in.escapes(s, v)
			}
			return nil
		}
		if in.challengers[in.roles.Name(f)] {
			in.vouchAt(s, append([]Value{recv}, args...), c)
			in.opaque(s, c, f)
			return []*state{s}
		}
		if rows != nil {
			if depth >= 0 && ce.recv != nil && depth < len(ce.sel.Index())-1 {
				recv = in.field(s, in.eval(s, ce.recv), ce.sel.Recv(), ce.sel.Index()[:depth])
			}
			return in.applyRows(s, c, ce, f, rows, recv, args)
		}
		if know.ErrorCall(f) == "astype" {
			return in.asTypeCall(s, c, args)
		}
		in.handsOn(s, c, recv, args)
		if in.roles.Wires(f, model.Next) {
			return in.runNext(s, c, f, recv)
		}
		if in.roles.Wires(f, model.Abort) {
			for _, l := range in.respLocs(s, recv) {
				s.at(l).stops = true
			}
		}
		if done := in.std(s, c, f, recv, args); done {
			return []*state{s}
		}
		if ce.static != nil {
			if sum, rest := instanceFor(in, f, args); sum != nil {
				return in.applySummary(s, c, f, sum, recv, rest, 0)
			}
			if sum := in.summaryOf(f); sum != nil {
				return in.applySummary(s, c, f, sum, recv, args, 0)
			}
			return in.statusRead(in.unknownStatic(s, c, f, recv, args), c, ce, f, recv)
		}
		return in.statusRead(in.applyInterface(s, c, f, recv, args), c, ce, f, recv)
	}
	sig := syntax.Signature(in.info, c)
	in.handsOn(s, c, domain.Top, in.args(s, c, sig))
	if v := syntax.GlobalVar(in.info, c.Fun); v != nil {
		if rows := in.Table.Rows(syntax.GlobalName(v)); rows != nil {
			return in.applyRows(s, c, callee{}, nil, rows, domain.Top, in.args(s, c, sig))
		}
		if m := in.foreignSummary(v); m != nil {
			return in.applySummary(s, c, nil, m, domain.Top, in.args(s, c, sig), 0)
		}
	}
	if n := len(ce.values); n > 0 && n <= 4 {
		args := in.args(s, c, sig)
		var out []*state
		for _, a := range ce.values {
			out = append(out, in.callValue(s.clone(), c, a, args)...)
		}
		return out
	}
	args := in.args(s, c, sig)
	in.unknownDynamic(s, c, sig, args)
	return []*state{s}
}

// applyMaybe carries out a call that runs at some time, or never.
func (in *interp) applyMaybe(ss []*state, c *ast.CallExpr) []*state {
	did := in.clean(in.apply(clones(ss), c))
	return in.joinStates(append(ss, did...))
}

func (in *interp) builtin(ss []*state, c *ast.CallExpr) []*state {
	name := ""
	if id := syntax.Ident(c.Fun); id != nil {
		name = id.Name
	}
	if least := map[string]int{"panic": 1, "append": 1, "delete": 2}[name]; len(c.Args) < least || c.Ellipsis.IsValid() && len(c.Args) < 2 {
		return ss // ill-typed
	}
	switch name {
	case "panic":
		for _, s := range ss {
			in.escapes(s, in.eval(s, c.Args[0]))
			in.panics(s, c)
		}
		return nil
	case "new", "make":
		for _, s := range ss {
			if t := in.info.TypeOf(c); t != nil {
				if name == "new" {
					t = syntax.Deref(t)
				}
				l := in.site(c, t)
				s.forget(l.Root)
				s.forgetFields(l)
				s.env.Del(l.Then(domain.Changed))
				s.env.Set(tmp(c, 0), domain.Ref(l))
			}
		}
	case "append":
		for _, s := range ss {
			v := in.eval(s, c.Args[0])
			elems := Value{}
			if !c.Ellipsis.IsValid() {
				elems = in.anyOf(s, c.Args[1:])
			} else {
				elems = in.elements(s, in.eval(s, c.Args[1]))
			}
			if t := in.info.TypeOf(c); t != nil {
				l := in.site(c, t)
				s.env.Set(l.Then(domain.AnyElem), domain.Join(s.env.Val(l.Then(domain.AnyElem)), domain.Join(in.elements(s, v), elems)))
				v = domain.Ref(l)
			}
			s.env.Set(tmp(c, 0), v)
		}
	case "delete":
		for _, s := range ss {
			for _, a := range in.eval(s, c.Args[0]).Atoms {
				if a.Kind != AtomHeader {
					continue
				}
				if k, ok := in.eval(s, c.Args[1]).Single(); ok && k.Kind == AtomStr {
					in.setHeader(s, a.Loc, k.Str, Value{}, headerDel, c)
				}
			}
		}
	case "min", "max":
		for _, s := range ss {
			s.env.Set(tmp(c, 0), in.anyOf(s, c.Args))
		}
	}
	return ss
}

// anyOf is what may be one of several expressions.
func (in *interp) anyOf(s *state, es []ast.Expr) Value {
	v := Value{}
	for _, e := range es {
		v = domain.Join(v, in.eval(s, e))
	}
	return v
}

// panics ends a path: deferred calls run, and may answer.
func (in *interp) panics(s *state, c *ast.CallExpr) {
	ds := s.defers
	s.defers = nil
	ss := []*state{s}
	for i := len(ds) - 1; i >= 0; i-- {
		ss = in.clean(in.joinStates(in.runDeferred(ss, ds[i].Call)))
	}
}

// throughField lists the functions that a call of a field runs; nil where they
// are not known.
func (in *interp) throughField(f ast.Expr) []Atom {
	sel, ok := f.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	v, ok := in.info.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() {
		return nil
	}
	h := in.graph.HeldBy(v)
	if h == nil {
		return nil
	}
	var out []Atom
	for _, l := range h.Literals {
		if in.ownerOf(l) == nil {
			return nil
		}
		out = append(out, Atom{Kind: AtomLit, Obj: l})
	}
	for _, g := range h.Funcs {
		out = append(out, Atom{Kind: AtomFunc, Obj: g})
	}
	return out
}

// ownerOf is the function that a literal stands in, analysed or not; nil at
// package level.
func (p *pkg) ownerOf(l *ast.FuncLit) *fn {
	if f := p.lits[l]; f != nil {
		return f
	}
	for _, d := range p.decls {
		if d.body.Pos() > l.Pos() || l.End() > d.body.End() {
			continue
		}
		owner := d
		ast.Inspect(d.body, func(n ast.Node) bool {
			if x, ok := n.(*ast.FuncLit); ok && x != l && x.Pos() <= l.Pos() && l.End() <= x.End() {
				owner = nil // of another literal, which is analysed with its own owner
			}
			return owner != nil
		})
		return owner
	}
	return nil
}

// litOf is a literal as a function, wherever it stands.
func (in *interp) litOf(l *ast.FuncLit) *fn {
	if in.lits[l] == nil {
		if owner := in.ownerOf(l); owner != nil && owner != in.fn {
			return (&interp{pkg: in.pkg, fn: owner, budget: in.budget}).litFn(l)
		}
	}
	return in.litFn(l)
}
