package engine

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/know"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// refine keeps the states in which cond can have the outcome truth, with what
// that outcome tells. Calls inside cond are carried out.
func (in *interp) refine(ss []*state, cond ast.Expr, truth bool) []*state {
	if len(ss) == 0 || !in.spend(len(ss)) {
		return nil
	}
	switch e := cond.(type) {
	case *ast.ParenExpr:
		return in.refine(ss, e.X, truth)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return in.refine(ss, e.X, !truth)
		}
	case *ast.BinaryExpr:
		if isShort(e) {
			if tooLong(e) {
				return in.guardAll(ss, e, truth) // either outcome, and nothing is known of its parts
			}
			if (e.Op == token.LAND) == truth {
				// Both sides have the outcome.
				return in.refine(in.joinStates(in.refine(ss, e.X, truth)), e.Y, truth)
			}
			first := in.refine(clones(ss), e.X, truth)
			second := in.refine(in.joinStates(in.refine(ss, e.X, !truth)), e.Y, truth)
			// What leads here is neither side, but their disjunction.
			return in.guardAll(in.joinStates(append(first, second...)), e, truth)
		}
	}
	switch e := cond.(type) {
	case *ast.CallExpr:
		if in.errorsTest(e) != "" {
			ss = in.callArgs(ss, e)
		} else {
			ss = in.calls(ss, e)
		}
	case *ast.BinaryExpr:
		ss = in.calls(in.calls(ss, e.X), e.Y)
	default:
		ss = in.calls(ss, cond)
	}
	out := ss[:0:0]
	for _, s := range ss {
		if e := in.keptTest(s, cond); e != nil {
			in.unfolded++
			out = append(out, in.refine([]*state{s}, e, truth)...)
			in.unfolded--
			continue
		}
		if in.leaf(s, cond, truth, 0) {
			in.guard(s, cond, truth)
			out = append(out, s)
		}
	}
	return out
}

// keptTest is the test of several operands whose truth a variable holds, for the
// states of each to be kept apart, or nil.
func (in *interp) keptTest(s *state, cond ast.Expr) ast.Expr {
	if _, ok := cond.(*ast.Ident); !ok || in.unfolded >= maxUnfolded {
		return nil
	}
	a, ok := in.eval(s, cond).Single()
	if !ok || a.Kind != AtomExpr {
		return nil
	}
	e := a.Obj.(ast.Expr)
	inner := ast.Unparen(e)
	for {
		u, ok := inner.(*ast.UnaryExpr)
		if !ok || u.Op != token.NOT {
			break
		}
		inner = ast.Unparen(u.X)
	}
	if b, ok := inner.(*ast.BinaryExpr); ok && isShort(b) {
		return e
	}
	return nil
}

// isShort tells whether an operator leaves out its second operand where the first
// decides.
func isShort(b *ast.BinaryExpr) bool { return b.Op == token.LAND || b.Op == token.LOR }

// maxUnfolded bounds tests in variables that rest on others.
const maxUnfolded = 4

// maxOperands bounds the operands of a condition, one within another: each is
// looked at once for each that follows.
const maxOperands = 100

func tooLong(e ast.Expr) bool {
	for range maxOperands {
		b, ok := ast.Unparen(e).(*ast.BinaryExpr)
		if !ok || !isShort(b) {
			return false
		}
		e = b.X
	}
	return true
}

// leaf notes the outcome of a condition without short circuits; it reports
// whether the state stays possible.
func (in *interp) leaf(s *state, e ast.Expr, truth bool, depth int) bool {
	if depth > 4 {
		return true
	}
	switch x := e.(type) {
	case *ast.ParenExpr:
		return in.leaf(s, x.X, truth, depth)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return in.leaf(s, x.X, !truth, depth)
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND, token.LOR:
			if (x.Op == token.LAND) == truth {
				return in.leaf(s, x.X, truth, depth+1) && in.leaf(s, x.Y, truth, depth+1)
			}
			return in.test(s, e, truth)
		case token.EQL, token.NEQ, token.LSS, token.GEQ, token.GTR, token.LEQ:
			return in.compare(s, x, truth)
		}
	case *ast.CallExpr:
		switch in.errorsTest(x) {
		case "is":
			return in.same(s, x.Args[0], in.eval(s, x.Args[0]), in.eval(s, x.Args[1]), truth, true, x)
		case "as":
			return in.asTarget(s, x, truth)
		}
	}
	v := in.eval(s, e)
	if a, ok := v.Single(); ok && a.Kind == AtomExpr {
		if sub := a.Obj.(ast.Expr); sub != e {
			return in.leaf(s, sub, truth, depth+1)
		}
	}
	want := domain.Bool(truth).Atoms[0]
	got := v.Filter(func(a Atom) bool { return a.Kind != AtomBool || a.Int == want.Int })
	if got.Empty() || !s.narrowed(got) {
		return false
	}
	if a, ok := got.Single(); ok && a.Kind == AtomRef {
		op := domain.IsFalse
		if truth {
			op = domain.IsTrue
		}
		return s.add(domain.Pred{Loc: a.Loc, Op: op})
	}
	if len(got.Atoms) != len(v.Atoms) {
		in.rebind(s, e, got)
	}
	if got.Top {
		return in.test(s, e, truth)
	}
	return true
}

// maxTests bounds the tests, and the accessors, whose outcome a state remembers.
const maxTests = 128

// test notes the outcome of an expression by its text, so that a second test
// of the same unmodified expression agrees with the first.
func (in *interp) test(s *state, e ast.Expr, truth bool) bool {
	var vars []any
	k, ok := in.exprKey(e, &vars)
	if !ok {
		return true
	}
	if f, ok := s.bools[k]; ok {
		return f.Truth == truth
	}
	if len(s.bools) >= maxTests {
		return true
	}
	if s.bools == nil {
		s.bools = map[string]domain.Outcome{}
	}
	s.bools[k] = domain.Outcome{Truth: truth, Vars: vars}
	return true
}

// exprKey is a text that two equal expressions over unmodified variables have
// in common.
func (in *interp) exprKey(e ast.Expr, vars *[]any) (string, bool) {
	if tv, ok := in.info.Types[e]; ok && tv.Value != nil {
		return tv.Value.ExactString(), true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return in.exprKey(e.X, vars)
	case *ast.Ident:
		obj := in.info.ObjectOf(e)
		if obj == nil {
			return "", false
		}
		if _, ok := obj.(*types.Var); ok {
			*vars = append(*vars, obj)
		}
		return fmt.Sprintf("%s@%d", e.Name, obj.Pos()), true
	case *ast.SelectorExpr:
		if in.info.Selections[e] == nil {
			return in.exprKey(e.Sel, vars)
		}
		x, ok := in.exprKey(e.X, vars)
		return x + "." + e.Sel.Name, ok
	case *ast.StarExpr:
		x, ok := in.exprKey(e.X, vars)
		return "*" + x, ok
	case *ast.UnaryExpr:
		x, ok := in.exprKey(e.X, vars)
		return e.Op.String() + x, ok
	case *ast.BinaryExpr:
		x, ok := in.exprKey(e.X, vars)
		if !ok {
			return "", false
		}
		y, ok := in.exprKey(e.Y, vars)
		return "(" + x + e.Op.String() + y + ")", ok
	case *ast.IndexExpr:
		x, ok := in.exprKey(e.X, vars)
		if !ok {
			return "", false
		}
		y, ok := in.exprKey(e.Index, vars)
		return x + "[" + y + "]", ok
	case *ast.CallExpr:
		if len(e.Args) > 2 {
			return "", false
		}
		x, ok := in.exprKey(e.Fun, vars)
		if !ok {
			return "", false
		}
		var b strings.Builder
		b.WriteString(x + "(")
		for _, a := range e.Args {
			y, ok := in.exprKey(a, vars)
			if !ok {
				return "", false
			}
			b.WriteString(y + ",")
		}
		return b.String() + ")", true
	}
	return "", false
}

// errorsTest returns "is" or "as" for a call of errors.Is or errors.As.
func (in *interp) errorsTest(c *ast.CallExpr) string {
	if does := know.ErrorCall(syntax.Callee(in.info, c)); len(c.Args) == 2 && (does == "is" || does == "as") {
		return does
	}
	return ""
}

// same notes whether v is (or, with unwrap, wraps) the sentinel target.
func (in *interp) same(s *state, x ast.Expr, v, target Value, truth, unwrap bool, e ast.Expr) bool {
	t, ok := target.Single()
	if !ok || t.Kind != AtomRef || !t.Loc.Path.Empty() || t.Loc.Root.Kind != RootGlobal {
		return in.test(s, e, truth)
	}
	name := syntax.GlobalName(t.Loc.Root.Obj.(*types.Var))
	_, alone := v.Single()
	got := Value{Top: v.Top}
	for _, a := range v.Atoms {
		switch in.isThat(s, a, t, unwrap) {
		case 1:
			if truth {
				got.Atoms = append(got.Atoms, a)
			}
		case -1:
			if !truth {
				got.Atoms = append(got.Atoms, a)
			}
		default:
			if alone {
				op := domain.NotErr
				if truth {
					op = domain.IsErr
				}
				if !s.add(domain.Pred{Loc: a.Loc, Op: op, Str: name}) {
					continue
				}
			}
			got.Atoms = append(got.Atoms, a)
		}
	}
	if got.Empty() {
		return false
	}
	if len(got.Atoms) != len(v.Atoms) {
		in.rebind(s, x, got)
		return s.narrowed(got)
	}
	return true
}

// isThat says whether a is the sentinel t: 1 yes, -1 no, 0 unknown.
func (in *interp) isThat(s *state, a, t Atom, unwrap bool) int {
	name := syntax.GlobalName(t.Loc.Root.Obj.(*types.Var))
	k := a.Loc.Root.Kind
	switch made := (k == RootSite || k == RootGlobal) && a.Loc.Path.Empty(); {
	case unwrap:
		return in.wraps(s, a, name, 0)
	case a.Loc == t.Loc:
		return 1
	case a.Kind != AtomRef || made || neverGives(in.pkg, a.Loc, name):
		return -1
	}
	return 0
}

// asTarget notes the outcome of errors.As(err, &target).
func (in *interp) asTarget(s *state, c *ast.CallExpr, truth bool) bool {
	t := in.info.TypeOf(c.Args[1])
	if t == nil {
		return true
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	v := in.eval(s, c.Args[0])
	if !truth {
		return in.deny(s, c.Args[0], v, t, true)
	}
	got, ok := in.assertType(s, v, t, true)
	if !ok {
		return false
	}
	if u, ok := ast.Unparen(c.Args[1]).(*ast.UnaryExpr); ok && u.Op == token.AND {
		in.store(s, u.X, got)
	}
	return true
}

// asTypeCall carries out errors.AsType[T](err), once for each outcome.
func (in *interp) asTypeCall(s *state, c *ast.CallExpr, args []Value) []*state {
	tup, ok := in.info.TypeOf(c).(*types.Tuple)
	if !ok || tup.Len() != 2 || len(args) != 1 {
		in.opaque(s, c, nil)
		return []*state{s}
	}
	t := tup.At(0).Type()
	var yes, no []*state
	as := s.clone()
	if got, ok := in.assertType(as, args[0], t, true); ok {
		as.env.Set(tmp(c, 0), got)
		yes = append(yes, as)
	}
	if in.deny(s, c.Args[0], args[0], t, true) {
		s.env.Set(tmp(c, 0), in.zeroAt(t, c))
		no = append(no, s)
	}
	return in.outcomes(c, tmp(c, 1), yes, no)
}

// deny notes that v, the value of x, is no T (with unwrap: and wraps none); it
// reports whether that is possible.
func (in *interp) deny(s *state, x ast.Expr, v Value, t types.Type, unwrap bool) bool {
	if t == nil || v.Empty() {
		return true
	}
	kept := v.Filter(func(a Atom) bool {
		if a.Kind != AtomRef {
			return true
		}
		if !in.dynType(a.Loc).known() {
			// If v is this one, it is no T; if not, nobody asks.
			return s.add(domain.Pred{Loc: a.Loc, Op: domain.NotType, Str: in.typeTexts.Of(t)})
		}
		return !in.surely(s, a, t, unwrap, 0)
	})
	if kept.Empty() {
		return false
	}
	if len(kept.Atoms) != len(v.Atoms) {
		in.rebind(s, x, kept)
		return s.narrowed(kept)
	}
	return true
}

// surely tells whether an object is a T, or with unwrap wraps one for certain.
func (in *interp) surely(s *state, a Atom, t types.Type, unwrap bool, depth int) bool {
	d := in.dynType(a.Loc)
	if d.known() && d.is(t, in.typeTexts) {
		return true
	}
	if !unwrap || depth > 3 || !d.known() || d.hooks() {
		return false
	}
	b, ok := in.unwrapped(s, a).Single()
	return ok && b.Kind == AtomRef && in.surely(s, b, t, true, depth+1)
}

// rebind narrows what a variable or field may hold.
func (in *interp) rebind(s *state, e ast.Expr, v Value) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if obj, ok := in.info.Uses[e].(*types.Var); ok {
			if l := in.varLoc(obj); l.Root.Kind == RootVar {
				s.env.Set(l, v)
			}
		}
	case *ast.SelectorExpr:
		sel := in.info.Selections[e]
		if sel == nil || sel.Kind() != types.FieldVal || len(sel.Index()) != 1 {
			return
		}
		if a, ok := in.eval(s, e.X).Single(); ok && a.Kind == AtomRef && a.Loc.Root.Kind == RootSite {
			s.env.Set(a.Loc.Then(domain.FieldStep(e.Sel.Name)), v)
		}
	case *ast.CallExpr:
		s.env.Set(tmp(e, 0), v)
	}
}

// copies narrows all that holds the same statuses, chosen at the same places,
// as a value that was compared: it is the same value once more.
func (s *state) copies(old, narrowed Value) {
	if !severalStatuses(old) {
		return
	}
	var same []Loc
	s.env.Each(func(l Loc, v Value) {
		if domain.Equal(v, old) {
			same = append(same, l)
		}
	})
	for _, l := range same {
		s.env.Set(l, narrowed)
	}
	for k, m := range s.memo {
		if domain.Equal(m.val, old) {
			s.memo[k] = memo{narrowed, m.vars}
		}
	}
	for _, r := range s.resps {
		for i, q := range r.pending {
			if domain.Equal(q.val, old) {
				r.pending = slices.Clone(r.pending)
				r.pending[i].val = narrowed
			}
		}
	}
}

// severalStatuses tells whether a value is one of several, of which one is a status
// that was chosen at a place.
func severalStatuses(v Value) bool {
	return len(v.Atoms) > 1 && slices.ContainsFunc(v.Atoms, func(a Atom) bool { return a.IsStatus() && a.Pos.IsValid() })
}

// remember notes what an accessor returned, so that a second call of it on the
// same unmodified variable agrees with the first.
func (in *interp) remember(s *state, e ast.Expr, v Value) {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(c.Args) > 0 || v.Empty() {
		return
	}
	var vars []any
	k, ok := in.exprKey(c, &vars)
	if !ok || len(vars) == 0 {
		return
	}
	if len(s.memo) >= maxTests {
		return
	}
	if s.memo == nil {
		s.memo = map[string]memo{}
	}
	s.memo[k] = memo{v, vars}
}

// recall gives a call of an accessor the result that it had before.
func (in *interp) recall(s *state, c *ast.CallExpr) {
	if len(s.memo) == 0 || len(c.Args) > 0 {
		return
	}
	var vars []any
	if k, ok := in.exprKey(c, &vars); ok {
		if m, ok := s.memo[k]; ok {
			s.env.Set(tmp(c, 0), s.live(m.val))
		}
	}
}
