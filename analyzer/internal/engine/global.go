package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// global is what is known of a package-level variable.
type global struct {
	val      Value
	dyn      dyn
	expr     ast.Expr
	index    int // which of several values
	assigned bool
	indexed  bool // an element of it is assigned somewhere
	state    int  // 0 not evaluated, 1 in progress, 2 done
}

// findGlobals notes the package-level variables and which are assigned.
func (p *pkg) findGlobals() {
	for _, file := range p.files {
		for _, d := range file.Decls {
			if gd, ok := d.(*ast.GenDecl); ok && gd.Tok == token.VAR {
				for _, sp := range gd.Specs {
					p.declareGlobals(sp.(*ast.ValueSpec))
				}
			}
		}
	}
}

// declareGlobals notes those of one declaration. Without a value a variable begins
// with nothing that says what it is for: it counts as assigned.
func (p *pkg) declareGlobals(spec *ast.ValueSpec) {
	for i, n := range spec.Names {
		v, ok := p.info.Defs[n].(*types.Var)
		if !ok {
			continue
		}
		g := &global{assigned: p.writes.Again(v), indexed: p.writes.Element(v)}
		switch {
		case len(spec.Values) == len(spec.Names):
			g.expr = spec.Values[i]
		case len(spec.Values) == 1:
			g.expr, g.index = spec.Values[0], i
		default:
			g.state = 2
			g.assigned = true
		}
		p.globals[v] = g
		p.ownGlobals = append(p.ownGlobals, v)
	}
}

// globalHandlers evaluates the package-level variables that are set to handlers
// of their own, alone or in a table of routes.
func (p *pkg) globalHandlers() {
	for _, v := range p.ownGlobals {
		if e := p.globals[v].expr; e != nil && p.hasHandler(e) {
			p.globalOf(v)
		}
	}
}

// registered evaluates the package-level variables that are made by a function
// which keeps what it is handed in another: tables of statuses are filled so.
func registered(p *pkg) {
	for _, v := range p.ownGlobals {
		c, ok := ast.Unparen(p.globals[v].expr).(*ast.CallExpr)
		if !ok || !slices.ContainsFunc(c.Args, func(a ast.Expr) bool { return makesCarrier(p, a) }) {
			continue
		}
		if f := syntax.Callee(p.info, c); f != nil {
			if m := p.summaryOf(f.Origin()); m != nil && m.keeps != 0 {
				p.globalOf(v)
			}
		}
	}
}

// makesCarrier tells whether an expression makes an object that may carry a status.
func makesCarrier(p *pkg, e ast.Expr) bool {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	return ok && p.places.Carries(p.info.TypeOf(lit))
}

// hasHandler tells whether an expression has a literal of a function that is
// given a response, or returns what may be answered.
func (p *pkg) hasHandler(e ast.Expr) bool {
	for n := range ast.Preorder(e) {
		if l, ok := n.(*ast.FuncLit); ok {
			if sig, ok := p.info.TypeOf(l).(*types.Signature); ok && (p.weighSig(sig) == acts || returnsCarrier(p, sig)) {
				return true
			}
		}
	}
	return false
}

// returnsCarrier tells whether a result of a function may carry a status.
func returnsCarrier(p *pkg, sig *types.Signature) bool {
	return syntax.AnyOf(sig.Results(), func(t types.Type) bool { return syntax.IsError(t) || p.places.Carries(t) })
}

// globalOf evaluates a package-level variable on first use.
func (p *pkg) globalOf(v *types.Var) *global {
	g := p.globals[v]
	if g == nil {
		g = &global{state: 2, val: domain.Top}
		p.globals[v] = g
		if v.Pkg() != nil && v.Pkg() != p.tpkg {
			p.importGlobal(v, g)
		}
		return g
	}
	if g.state != 0 {
		return g
	}
	g.state = 1
	g.val = domain.Top
	name := v.Name()
	if name == "_" {
		name = "package level"
	}
	f := &fn{name: name, sig: types.NewSignatureType(nil, nil, nil, nil, nil, false), decl: &ast.FuncDecl{}, deferred: true}
	in := &interp{pkg: p, fn: f, budget: 20000, events: map[evKey]*event{}, gotos: map[string][]*state{}}
	if !p.Error.Run(v.Pos(), v.Name(), func() {
		ss := in.joinStates(in.calls([]*state{newState()}, g.expr))
		if len(ss) == 1 {
			s := ss[0]
			if g.index > 0 {
				g.val = in.tuple(s, g.expr, g.index+1)[g.index]
			} else {
				g.val = in.eval(s, g.expr)
			}
			s.env.Each(func(l Loc, w Value) {
				if l.Root.Kind == RootSite {
					p.genv.Set(l, w.Bare())
				}
			})
		}
	}) {
		g.val = domain.Top
	}
	g.state = 2
	return g
}

// readGlobal is what a location at a package-level variable holds.
func (in *interp) readGlobal(s *state, l Loc) Value {
	v := l.Root.Obj.(*types.Var)
	g := in.globalOf(v)
	if l.Path.Empty() {
		if _, ok := in.roles.VarRow(v); ok {
			return domain.Ref(l) // its row says what it is, whatever its value
		}
		if _, ok := v.Type().Underlying().(*types.Basic); ok {
			if g.assigned {
				return domain.Join(g.val, domain.Ref(l))
			}
			if g.val.Empty() || g.val.Top && len(g.val.Atoms) == 0 {
				return domain.Ref(l)
			}
			return g.val
		}
		if a, ok := g.val.Single(); ok && !g.assigned && (a.Kind == AtomLit || a.Kind == AtomFunc || a.Kind == AtomStr) { // a text: []byte("name")
			return g.val
		}
		return domain.Ref(l)
	}
	known := false
	for _, a := range g.val.Atoms {
		known = known || a.Kind == AtomRef
	}
	if !known {
		return domain.Ref(l)
	}
	if g.state == 1 {
		return domain.Top
	}
	t := in.types[l]
	before, last := l.Cut()
	w := in.walk(s, g.val, Loc{Root: l.Root}, before.Path)
	switch {
	case last.Kind == domain.Method:
		w = in.callByName(s, w, last.Name, t)
	case last.TypeTest():
		w = in.walk(s, w, before, domain.Path{}.Then(last))
	case last.Kind == domain.Field || last.Kind == domain.Slot:
		w = in.step(s, w, last, t)
	default:
		out := Value{Top: w.Top}
		for _, a := range w.Atoms {
			if a.Kind == AtomRef {
				in.setType(a.Loc.Then(last), t)
				out = domain.Join(out, in.element(s, a, last))
			}
		}
		w = out
	}
	if g.assigned {
		w.Top = true
	}
	if (g.assigned || g.indexed) && l.Path.Has(domain.Step.Element) {
		w = domain.Join(w, domain.Ref(l)) // filled elsewhere too
	}
	return w
}

// globalNonNil tells whether a variable surely holds something: a sentinel.
func (p *pkg) globalNonNil(v *types.Var) bool {
	if !syntax.IsError(v.Type()) {
		g := p.globalOf(v)
		if g.assigned {
			return false
		}
		a, ok := g.val.Single()
		return ok && a.Kind != AtomNil
	}
	return true
}
