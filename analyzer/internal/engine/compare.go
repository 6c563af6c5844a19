package engine

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
)

// compare notes the outcome of a comparison.
func (in *interp) compare(s *state, e *ast.BinaryExpr, truth bool) bool {
	x, y := ast.Unparen(e.X), ast.Unparen(e.Y)
	op := e.Op
	vx, vy := in.eval(s, x), in.eval(s, y)
	if a, ok := vx.Single(); ok && a.IsConst() {
		if b, ok := vy.Single(); !ok || !b.IsConst() {
			x, y, vx, vy = y, x, vy, vx
			switch op {
			case token.LSS:
				op = token.GTR
			case token.GTR:
				op = token.LSS
			case token.LEQ:
				op = token.GEQ
			case token.GEQ:
				op = token.LEQ
			}
		}
	}
	if !truth {
		op = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
			token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}[op]
	}
	c, ok := vy.Single()
	if !ok || !c.IsConst() {
		if op == token.EQL || op == token.NEQ {
			eq := e
			if _, ok := vx.Single(); ok {
				if b, ok2 := vy.Single(); ok2 && b.Kind == AtomRef && b.Loc.Root.Kind == RootGlobal {
					return in.same(s, x, vx, vy, op == token.EQL, false, eq)
				}
			}
			if a, ok := vx.Single(); ok && a.Kind == AtomRef && a.Loc.Root.Kind == RootGlobal {
				return in.same(s, y, vy, vx, op == token.EQL, false, eq)
			}
			if b, ok := vy.Single(); ok && b.Kind == AtomRef && b.Loc.Root.Kind == RootGlobal {
				return in.same(s, x, vx, vy, op == token.EQL, false, eq)
			}
			norm := *e
			norm.Op = token.EQL
			return in.test(s, &norm, op == token.EQL)
		}
		return in.test(s, e, truth)
	}
	if c.Kind == AtomStr && c.Str == "" && (op == token.EQL || op == token.NEQ) {
		if l, proxy, ok := in.askedFor(s, x); ok {
			return s.present(l, proxy, op == token.NEQ)
		}
	}
	k, tells := comparison(op, c)
	_, alone := vx.Single()
	possible := func(a Atom) bool {
		if a.Kind == AtomRef && tells {
			return in.possibleRef(s, a, k, alone)
		}
		return !tells || k.Of(a) >= 0
	}
	got := vx.Filter(possible)
	if got.Empty() {
		return false
	}
	masked := got
	if !alone && c.Kind == AtomInt {
		masked = got.WithMask(k.Excludes())
	}
	if len(got.Atoms) != len(vx.Atoms) {
		s.copies(vx, masked)
		in.rebind(s, x, masked)
		in.narrowBase(s, x, possible)
		if !s.narrowed(got) {
			return false
		}
		if a, ok := got.Single(); ok && a.Kind == AtomRef && tells && !in.possibleRef(s, a, k, true) {
			return false
		}
	} else if !domain.Equal(masked, got) {
		in.rebind(s, x, masked)
	}
	if _, field := x.(*ast.SelectorExpr); field && !alone && tells && k.Excludes() != 0 {
		s.noteEach(got, k)
	}
	in.remember(s, x, masked)
	if vx.Top && !alone {
		norm := *e
		t := truth
		if norm.Op == token.NEQ {
			norm.Op, t = token.EQL, !truth
		}
		return in.test(s, &norm, t)
	}
	return true
}

// askedFor is the response whose challenge a call gets from the header.
func (in *interp) askedFor(s *state, x ast.Expr) (l Loc, proxy, ok bool) {
	c, isCall := x.(*ast.CallExpr)
	if !isCall || len(c.Args) != 1 {
		return Loc{}, false, false
	}
	sel, isSel := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !isSel || sel.Sel.Name != "Get" {
		return Loc{}, false, false
	}
	h, one := in.eval(s, sel.X).Single()
	k, known := in.eval(s, c.Args[0]).Single()
	if !one || h.Kind != AtomHeader || !known || k.Kind != AtomStr || roles.NeededBy(k.Str) == "" {
		return Loc{}, false, false
	}
	return h.Loc, roles.NeededBy(k.Str) == "407", true
}

// present notes that a response has a challenge, or has none; it reports
// whether that can be.
func (s *state) present(l Loc, proxy, is bool) bool {
	r := s.at(l)
	ch := &r.ch
	if proxy {
		ch = &r.proxy
	}
	switch *ch {
	case ChSet:
		return is
	case ChNone:
		return !is
	case ChEntry:
		if is && r.sent != SentYes {
			*ch = ChUnknown // a caller set it
		}
	}
	return true
}

// narrowBase keeps, of the objects that x.f may be a field of, those whose
// field can be as the test found it: a condition on one field of an object
// speaks about its others.
func (in *interp) narrowBase(s *state, x ast.Expr, possible func(Atom) bool) {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return
	}
	base := in.eval(s, id)
	if len(base.Atoms) < 2 {
		return
	}
	kept := base.Filter(func(o Atom) bool {
		f := in.fieldOf(s, o, sel)
		return f.Top || !f.Filter(possible).Empty()
	})
	if len(kept.Atoms) != len(base.Atoms) && !kept.Empty() {
		in.rebind(s, id, kept)
	}
}

// noteEach notes what a test found of x.f where x may be several things: if it is
// this one, its field is so; if it is another, nobody asks.
func (s *state) noteEach(fields Value, k domain.Pred) {
	for _, a := range fields.Atoms {
		if k.Loc = a.Loc; a.Kind == AtomRef && !a.Loc.Path.Empty() {
			s.add(k) // it was possible, and stays so
		}
	}
}

// fieldOf is the field that a selector names, of one of the things that what
// it selects from may be.
func (in *interp) fieldOf(s *state, o Atom, e *ast.SelectorExpr) Value {
	sel := in.info.Selections[e]
	if sel == nil || sel.Kind() != types.FieldVal {
		return domain.Top
	}
	return in.field(s, domain.One(o), sel.Recv(), sel.Index())
}

// isNil tells whether a state knows something to be nil.
func (s *state) isNil(a Atom) bool {
	return a.Kind == AtomNil || a.Kind == AtomRef && s.holds(domain.Pred{Loc: a.Loc, Op: domain.IsNil}) > 0
}

// neverNil tells whether what is at a location is not nil in any state.
func (in *interp) neverNil(a Atom) bool {
	return a.NeverNil() || a.Loc.Root.Kind == RootGlobal && a.Loc.Path.Empty() && in.globalNonNil(a.Loc.Root.Obj.(*types.Var))
}

// comparison is what a comparison with a constant says of the other side, if that
// can be said.
func comparison(op token.Token, c Atom) (k domain.Pred, ok bool) {
	equal, other := op == token.EQL, op == token.NEQ
	switch c.Kind {
	case AtomNil:
		k.Op = domain.IsNil
	case AtomStr:
		k.Op, k.Str = domain.EqStr, c.Str
	case AtomBool:
		k.Op = domain.IsFalse
		if c.Int == 1 {
			k.Op = domain.IsTrue
		}
	case AtomInt:
		k.Op, k.Int = domain.EqInt, c.Int
		switch op {
		case token.LSS, token.GEQ:
			k.Op, equal, other = domain.LtInt, op == token.LSS, op == token.GEQ
		case token.LEQ, token.GTR:
			k.Op, equal, other = domain.LtInt, op == token.LEQ, op == token.GTR
			k.Int++
		}
	default:
		return k, false
	}
	if other {
		k = k.Negate()
	}
	return k, equal || other
}

// possibleRef is compare's question for what stands at a location; with note, it
// is the only thing that is meant.
func (in *interp) possibleRef(s *state, a Atom, k domain.Pred, note bool) bool {
	if (k.Op == domain.IsNil || k.Op == domain.NotNil) && in.neverNil(a) {
		return k.Op == domain.NotNil
	}
	if k.Loc = a.Loc; note {
		return s.add(k)
	}
	return s.holds(k) >= 0
}
