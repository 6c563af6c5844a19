package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// calls carries out the calls, literals and short circuits inside e, in the
// order of evaluation, and leaves their results for eval.
func (in *interp) calls(ss []*state, e ast.Expr) []*state {
	if e == nil || len(ss) == 0 {
		return ss
	}
	switch e := e.(type) {
	case *ast.Ident, *ast.BasicLit:
		return ss
	case *ast.ParenExpr:
		return in.calls(ss, e.X)
	}
	if tv, ok := in.info.Types[e]; ok && tv.Value != nil {
		return ss
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return in.nonNil(in.calls(ss, e.X), e)
	case *ast.StarExpr:
		return in.calls(ss, e.X)
	case *ast.TypeAssertExpr:
		return in.calls(ss, e.X)
	case *ast.SliceExpr:
		return in.calls(ss, e.X)
	case *ast.IndexExpr:
		return in.calls(in.calls(ss, e.X), e.Index)
	case *ast.KeyValueExpr:
		return in.calls(in.calls(ss, e.Key), e.Value)
	case *ast.UnaryExpr:
		if e.Op == token.NOT && hasCall(e.X) {
			return in.truth(ss, e)
		}
		return in.calls(ss, e.X)
	case *ast.BinaryExpr:
		switch {
		case (isShort(e) || compares(e.Op)) && hasCall(e):
			return in.truth(ss, e)
		case isShort(e):
			return ss
		}
		return in.calls(in.calls(ss, e.X), e.Y)
	case *ast.CompositeLit:
		return in.composite(ss, e)
	case *ast.FuncLit:
		in.litFn(e)
		return ss
	case *ast.CallExpr:
		ss = in.callArgs(ss, e)
		return in.joinStates(in.apply(ss, e))
	}
	return ss
}

// compares tells whether an operator compares.
func compares(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.GTR, token.LEQ, token.GEQ:
		return true
	}
	return false
}

// nonNil drops the states in which a field is selected through a nil pointer:
// they panic.
func (in *interp) nonNil(ss []*state, e *ast.SelectorExpr) []*state {
	sel := in.info.Selections[e]
	if sel == nil || sel.Kind() != types.FieldVal {
		return ss
	}
	if _, ok := sel.Recv().Underlying().(*types.Pointer); !ok {
		return ss
	}
	out := ss[:0:0]
	for _, s := range ss {
		v := in.eval(s, e.X)
		if a, ok := v.Single(); ok && s.isNil(a) {
			continue
		}
		s.derefs |= derefOf(in.fn, v)
		out = append(out, s)
	}
	return out
}

// callArgs evaluates what a call is made of.
func (in *interp) callArgs(ss []*state, c *ast.CallExpr) []*state {
	switch f := ast.Unparen(c.Fun).(type) {
	case *ast.SelectorExpr:
		ss = in.calls(ss, f.X)
	case *ast.FuncLit, *ast.Ident:
	default:
		ss = in.calls(ss, c.Fun)
	}
	for _, a := range c.Args {
		ss = in.calls(ss, a)
	}
	return ss
}

func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CallExpr:
			found = true
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// truth splits states by the outcome of a condition and leaves it for eval.
func (in *interp) truth(ss []*state, e ast.Expr) []*state {
	yes := in.refine(clones(ss), e, true)
	return in.outcomes(e, tmp(e, 0), yes, in.refine(ss, e, false))
}

func tmp(n ast.Node, i int) Loc { return Loc{Root: Root{Kind: RootTmp, Idx: i, Obj: n}} }

// site is the object made at a node.
func (in *interp) site(n any, t types.Type) Loc {
	l := Loc{Root: Root{Kind: RootSite, Obj: n}}
	in.setType(l, t)
	return l
}

// eval is the value of e, whose calls have been carried out.
func (in *interp) eval(s *state, e ast.Expr) Value {
	in.work++
	if tv, ok := in.info.Types[e]; ok && tv.Value != nil {
		if a, ok := in.roles.Constant(tv.Value, tv.Type, e.Pos()); ok {
			return domain.One(a)
		}
		return domain.Top
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return in.eval(s, e.X)
	case *ast.Ident:
		o := in.info.Uses[e]
		if o == nil {
			o = in.info.Defs[e]
		}
		return in.evalObj(s, o)
	case *ast.SelectorExpr:
		sel := in.info.Selections[e]
		if sel == nil {
			return in.evalObj(s, in.info.Uses[e.Sel])
		}
		switch sel.Kind() {
		case types.FieldVal:
			return in.field(s, in.eval(s, e.X), sel.Recv(), sel.Index())
		case types.MethodVal:
			return domain.One(Atom{Kind: AtomFunc, Obj: sel.Obj()})
		}
		return domain.Top
	case *ast.StarExpr:
		return in.eval(s, e.X)
	case *ast.UnaryExpr:
		switch e.Op {
		case token.AND:
			return in.eval(s, e.X)
		case token.NOT:
			if v, ok := s.env.Get(tmp(e, 0)); ok {
				return v
			}
			return domain.One(Atom{Kind: AtomExpr, Obj: ast.Expr(e)})
		}
		return domain.Top
	case *ast.BinaryExpr:
		if v, ok := s.env.Get(tmp(e, 0)); ok {
			return v
		}
		switch e.Op {
		case token.ADD:
			return in.plus(in.eval(s, e.X), in.eval(s, e.Y), e.Pos())
		case token.EQL, token.NEQ, token.LSS, token.GTR, token.LEQ, token.GEQ, token.LAND, token.LOR:
			if !hasCall(e) {
				return domain.One(Atom{Kind: AtomExpr, Obj: ast.Expr(e)})
			}
		}
		return domain.Top
	case *ast.CallExpr:
		return in.result(s, e, 0)
	case *ast.CompositeLit:
		if t := in.info.TypeOf(e); t != nil {
			return domain.Ref(in.site(e, t))
		}
	case *ast.FuncLit:
		return domain.One(Atom{Kind: AtomLit, Obj: e})
	case *ast.IndexExpr:
		return in.index(s, in.eval(s, e.X), e)
	case *ast.IndexListExpr:
		return in.eval(s, e.X)
	case *ast.SliceExpr:
		if t := in.info.TypeOf(e.X); t != nil && syntax.IsString(t) && (e.Low != nil || e.High != nil) {
			return domain.Top // another text
		}
		return in.eval(s, e.X)
	case *ast.TypeAssertExpr:
		if e.Type == nil {
			return in.eval(s, e.X)
		}
		v, _ := in.assertType(s, in.eval(s, e.X), in.info.TypeOf(e.Type), false)
		return v
	}
	return domain.Top
}

func (in *interp) evalObj(s *state, obj types.Object) Value {
	switch obj := obj.(type) {
	case *types.Nil:
		return domain.Nil()
	case *types.Func:
		return domain.One(Atom{Kind: AtomFunc, Obj: obj.Origin()})
	case *types.Var:
		l := in.varLoc(obj)
		if l.Root.Kind == RootCaptured {
			// A local function that a literal beside it calls.
			if lit := in.graph.Bound(obj); lit != nil && lit != in.fn.lit {
				return domain.One(Atom{Kind: AtomLit, Obj: lit})
			}
		}
		in.setType(l, obj.Type())
		return in.read(s, l)
	}
	return domain.Top
}

// field follows a selection's path of fields from v.
func (in *interp) field(s *state, v Value, t types.Type, index []int) Value {
	for _, i := range index {
		st, ok := syntax.Deref(t).Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			return domain.Top
		}
		f := st.Field(i)
		switch in.fieldVerb(t, f.Name()) {
		case model.Same:
			if locs := in.respLocs(s, v); len(locs) > 0 {
				w := Value{Top: v.Top}
				for _, l := range locs {
					w = domain.Join(w, domain.Ref(l))
				}
				v = w
			}
		case model.Headers:
			w := Value{Top: v.Top}
			for _, l := range in.respLocs(s, v) {
				w = domain.Join(w, domain.One(Atom{Kind: AtomHeader, Loc: l}))
			}
			v = w
		default:
			v = in.step(s, v, domain.FieldStep(f.Name()), f.Type())
		}
		t = f.Type()
	}
	return v
}

// fieldVerb is what a model says of a field.
func (p *pkg) fieldVerb(t types.Type, name string) model.Verb {
	for _, r := range p.roles.FieldRows(t, name) {
		if r.Verb == model.Same || r.Verb == model.Headers {
			return r.Verb
		}
	}
	return 0
}

// step is what a step leads to from each of the things v may be.
func (in *interp) step(s *state, v Value, step domain.Step, t types.Type) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			if a.Kind != AtomNil {
				out.Top = true
			}
			continue
		}
		l := a.Loc.Then(step)
		if l.TooDeep() {
			out.Top = true
			continue
		}
		in.setType(l, t)
		out.Add(in.read(s, l).Of(a))
	}
	return out.Value
}

// read is what a location holds.
func (in *interp) read(s *state, l Loc) Value {
	if v, ok := s.env.Get(l); ok {
		return s.live(v)
	}
	if v, ok := in.genv.Get(l); ok {
		return v
	}
	return in.unboundIn(s, l)
}

// unboundIn is the value of a location that a state says nothing of.
func (in *interp) unboundIn(s *state, l Loc) Value {
	switch l.Root.Kind {
	case RootParam, RootCaptured, RootOpaque:
		return domain.Ref(l)
	case RootGlobal:
		return in.readGlobal(s, l)
	case RootSite:
		if l.Path.Empty() {
			return domain.Ref(l)
		}
		last := l.Path.Last()
		if last == domain.Changed {
			return Value{}
		}
		h := changed(l.Root)
		if _, ok := s.env.Get(h); ok {
			return domain.Top
		}
		if _, ok := in.genv.Get(h); ok {
			return domain.Top
		}
		if last.Kind == domain.Method || last.TypeTest() || last.Element() {
			return domain.Top
		}
		t := in.types[l]
		if t == nil {
			return domain.Top
		}
		if _, ok := t.Underlying().(*types.Struct); ok {
			return domain.Ref(l)
		}
		if _, ok := t.(*types.TypeParam); ok {
			return domain.Top
		}
		return domain.Zero(t)
	}
	return domain.Top
}

func (p *pkg) setType(l Loc, t types.Type) {
	if t == nil {
		return
	}
	if _, ok := p.types[l]; !ok {
		p.types[l] = t
	}
}

// hole marks an unknown run in a partly known string; the verb follows it.
const hole = "\x00"

// plus adds strings (and constant integers).
func (in *interp) plus(a, b Value, pos token.Pos) Value {
	x, okx := a.Single()
	y, oky := b.Single()
	text := func(at Atom, ok bool) (string, bool) {
		switch {
		case ok && (at.Kind == AtomStr || at.Kind == AtomFormat):
			return at.Str, true
		case ok && at.Kind == AtomInt:
			return "", false
		}
		return hole + "+", false
	}
	l, lk := text(x, okx)
	r, rk := text(y, oky)
	if !lk && !rk || len(l)+len(r) > 400 {
		return domain.Top
	}
	out := Atom{Kind: AtomFormat, Str: l + r, Pos: pos}
	if !strings.Contains(out.Str, hole) {
		out.Kind = AtomStr
	}
	return domain.One(out)
}

// result is result i of a call that was carried out.
func (in *interp) result(s *state, c *ast.CallExpr, i int) Value {
	if tv, ok := in.info.Types[c.Fun]; ok && tv.IsType() && len(c.Args) == 1 {
		v := in.eval(s, c.Args[0])
		if in.roles.IsCode(tv.Type) {
			v = in.translated(v, tv.Type)
		} else if in.roles.IsCode(in.info.TypeOf(c.Args[0])) {
			return domain.Top // the code's number is no status
		}
		if b, ok := tv.Type.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			for _, a := range v.Atoms {
				if a.Kind == AtomInt {
					return domain.Top
				}
			}
		}
		return v
	}
	if v, ok := s.env.Get(tmp(c, i)); ok {
		return v
	}
	return domain.Top
}

// tuple is the n values of an expression that has several.
func (in *interp) tuple(s *state, e ast.Expr, n int) []Value {
	out := make([]Value, n)
	for i := range out {
		out[i] = domain.Top
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		for i := range out {
			out[i] = in.result(s, e, i)
		}
	case *ast.IndexExpr:
		out[0] = in.index(s, in.eval(s, e.X), e)
	}
	return out
}

// assertType is v as a T, where it can be one; with unwrap, as errors.As
// finds it. It notes the condition.
func (in *interp) assertType(s *state, v Value, t types.Type, unwrap bool) (Value, bool) {
	if t == nil {
		return domain.Top, true
	}
	out := Value{Top: v.Top}
	_, alone := v.Single()
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		got, may := in.asType(s, a, t, unwrap, 0)
		if may {
			if alone && a.Loc.Root.Kind != RootSite {
				if !s.add(domain.Pred{Loc: a.Loc, Op: domain.HasType, Str: in.typeTexts.Of(t)}) {
					continue
				}
			}
			out = domain.Join(out, got)
		}
	}
	return out, !out.Empty()
}

// asType is assertType of one thing.
func (in *interp) asType(s *state, a Atom, t types.Type, unwrap bool, depth int) (Value, bool) {
	dyn := in.dynType(a.Loc)
	switch {
	case dyn.known():
		if dyn.is(t, in.typeTexts) {
			return domain.One(a), true
		}
		if unwrap && dyn.hooks() {
			return domain.Top, true // its own As method decides
		}
		if unwrap && depth < 4 {
			inner := in.unwrapped(s, a)
			out := Value{Top: inner.Top}
			for _, b := range inner.Atoms {
				if b.Kind == AtomRef {
					if got, ok := in.asType(s, b, t, unwrap, depth+1); ok {
						out = domain.Join(out, got)
					}
				}
			}
			return out, !out.Empty()
		}
		return Value{}, false
	}
	if in.atomHolds(s, a, domain.Pred{Loc: a.Loc, Op: domain.HasType, Str: in.typeTexts.Of(t)}) < 0 {
		return Value{}, false
	}
	if st := in.types[a.Loc]; st != nil && types.Identical(st, t) {
		return domain.One(a), true
	}
	step := domain.Step{Kind: domain.Is, Name: in.typeTexts.Of(t)}
	if unwrap {
		step.Kind = domain.As
	}
	l := a.Loc.Then(step)
	if l.TooDeep() {
		return domain.Top, true
	}
	in.setType(l, t)
	return in.read(s, l), true
}

// unwrapped is what an error object wraps.
func (in *interp) unwrapped(s *state, a Atom) Value {
	l := a.Loc.Then(domain.MethodStep("Unwrap"))
	if v, ok := s.env.Get(l); ok {
		return v
	}
	if v, ok := in.genv.Get(l); ok {
		return v
	}
	if m := in.method(a.Loc, "Unwrap"); m != nil {
		return in.accessor(s, a, m)
	}
	return Value{}
}

// mentions tells whether a piece of code uses a variable.
func mentions(in ast.Node, v *types.Var) bool {
	for n := range ast.Preorder(in) {
		if id, ok := n.(*ast.Ident); ok && id.Name == v.Name() {
			return true
		}
	}
	return false
}
