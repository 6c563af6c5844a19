package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
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
		case (e.Op == token.LAND || e.Op == token.LOR || compares(e.Op)) && hasCall(e):
			return in.truth(ss, e)
		case e.Op == token.LAND || e.Op == token.LOR:
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
		if a, ok := in.eval(s, e.X).Single(); ok && s.isNil(a) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// callArgs evaluates what a call is made of.
func (in *interp) callArgs(ss []*state, c *ast.CallExpr) []*state {
	switch f := unparen(c.Fun).(type) {
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

// composite makes the object of a literal.
func (in *interp) composite(ss []*state, e *ast.CompositeLit) []*state {
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if _, isID := kv.Key.(*ast.Ident); !isID {
				ss = in.calls(ss, kv.Key)
			}
			ss = in.calls(ss, kv.Value)
			continue
		}
		ss = in.calls(ss, el)
	}
	t := in.info.TypeOf(e)
	if t == nil {
		return ss
	}
	base := in.site(e, t)
	for _, s := range ss {
		s.forget(base.Root)
		s.forgetFields(base)
		s.env.Del(base.Then(domain.Changed))
		st, isStruct := deref(t).Underlying().(*types.Struct)
		for i, el := range e.Elts {
			kv, keyed := el.(*ast.KeyValueExpr)
			switch {
			case isStruct && keyed:
				if l, ok := in.keyField(base, t, kv.Key); ok {
					s.env.Set(l, in.copied(s, kv.Value, in.eval(s, kv.Value)))
				}
			case isStruct:
				if i < st.NumFields() {
					s.env.Set(base.Then(domain.FieldStep(st.Field(i).Name())), in.copied(s, el, in.eval(s, el)))
				}
			default:
				v := el
				key := domain.AnyElem
				if keyed {
					v = kv.Value
					if key = in.keyStep(s, kv.Key); key == domain.AnyElem {
						s.env.Set(base.Then(domain.AnyKey), domain.Bool(true))
					}
				}
				val := in.eval(s, v)
				if keyed && in.idleCode(kv.Key) {
					val = val.MarkIdle()
				}
				if key != domain.AnyElem {
					s.env.Set(base.Then(key), val)
				}
				s.env.Set(base.Then(domain.AnyElem), domain.Join(s.env.Val(base.Then(domain.AnyElem)), val))
			}
		}
	}
	return ss
}

// keyField is the field of a literal's object that a key names.
func (in *interp) keyField(base Loc, t types.Type, key ast.Expr) (Loc, bool) {
	path := syntax.KeyPath(t, in.tpkg, key)
	for _, f := range path {
		base = base.Then(domain.FieldStep(f.Name()))
		in.setType(base, f.Type())
	}
	return base, path != nil
}

// keyStep is the step to a map's or slice's element, by key where known.
func (in *interp) keyStep(s *state, e ast.Expr) domain.Step { return stepTo(in.eval(s, e)) }

// stepTo is the same for a key that was evaluated.
func stepTo(key Value) domain.Step {
	if a, ok := key.Single(); ok {
		switch {
		case a.Kind == AtomStr && len(a.Str) < 80:
			return domain.Step{Kind: domain.Key, Name: a.Str}
		case a.Kind == AtomInt:
			return domain.Step{Kind: domain.Index, Name: strconv.FormatInt(a.Int, 10)}
		case a.Kind == AtomRef && a.Loc.Root.Kind == RootGlobal && a.Loc.Path.Empty():
			return domain.Step{Kind: domain.VarKey, Name: globalName(a.Loc.Root.Obj.(*types.Var))}
		}
	}
	return domain.AnyElem
}

func globalName(v *types.Var) string {
	if v.Pkg() == nil {
		return v.Name()
	}
	return v.Pkg().Path() + "." + v.Name()
}

// site is the object made at a node.
func (in *interp) site(n any, t types.Type) Loc {
	l := Loc{Root: Root{Kind: RootSite, Obj: n}}
	in.setType(l, t)
	return l
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// eval is the value of e, whose calls have been carried out.
func (in *interp) eval(s *state, e ast.Expr) Value {
	in.work++
	if tv, ok := in.info.Types[e]; ok && tv.Value != nil {
		if a, ok := in.constant(tv, e.Pos()); ok {
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
		if t := in.info.TypeOf(e.X); t != nil && isString(t) && (e.Low != nil || e.High != nil) {
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
			in.litCalls()
			if lit := in.bound[obj]; lit != nil && lit != in.fn.lit {
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
		st, ok := deref(t).Underlying().(*types.Struct)
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
	n := namedOf0(t)
	if n == nil || n.Obj().Pkg() == nil {
		return 0
	}
	for _, r := range p.table.Rows(n.Obj().Pkg().Path() + "." + n.Obj().Name() + "." + name) {
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

// index is the value of an element.
func (in *interp) index(s *state, v Value, e *ast.IndexExpr) Value {
	t := in.info.TypeOf(e)
	if _, ok := t.(*types.Signature); ok {
		return v // an instantiated function
	}
	if tup, ok := t.(*types.Tuple); ok && tup.Len() > 0 {
		t = tup.At(0).Type()
	}
	k := in.eval(s, e.Index)
	key := stepTo(k)
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			out.Top = true
			continue
		}
		l := a.Loc.Then(key)
		if l.TooDeep() {
			out.Top = true
			continue
		}
		in.setType(l, t)
		if key == domain.AnyElem {
			if got, ok := in.tabled(s, a, k); ok {
				out.Add(got)
				continue
			}
		}
		got := in.read(s, l)
		if key != domain.AnyElem && got.Top && len(got.Atoms) == 0 {
			// No such key in view: any other that was written with a
			// variable key may be meant, unless all keys are known.
			if all := in.elements(s, domain.One(a)); !in.keysKnown(s, a.Loc) {
				got = domain.Join(all, domain.Top)
			}
		}
		out.Add(got)
	}
	return out.Value
}

// tabled is the element of a table under a key that is not known: each of its
// rows, where the key is that row's.
func (in *interp) tabled(s *state, a Atom, key Value) (Value, bool) {
	l := in.tableAt(a.Loc)
	if l.Root.Kind != RootSite || in.loops > 0 {
		return Value{}, false
	}
	k, ok := key.Single()
	if !ok || k.Kind != AtomRef || !in.fixed(k.Loc) && !in.keptField(k.Loc) {
		return Value{}, false
	}
	out, rows, open := domain.Union{}, 0, false
	visit := func(path domain.Path, v Value) {
		of, step := path.Cut()
		switch {
		case of.Empty() && step == domain.Changed:
			open = true
		case of != l.Path:
		case step == domain.AnyKey:
			open = true
		case step.Kind == domain.Key || step.Kind == domain.Index || step.Kind == domain.VarKey:
			c := domain.Pred{Loc: k.Loc, Op: domain.EqStr, Str: step.Name}
			if step.Kind == domain.VarKey {
				c.Op = domain.IsErr
			} else if step.Kind == domain.Index {
				n, _ := strconv.ParseInt(step.Name, 10, 64)
				c.Op, c.Int, c.Str = domain.EqInt, n, ""
			}
			rows++
			if s.holds(c) >= 0 {
				out.Add(v.Only(Value{}, in.branchOf(branchKey{cond: c}, domain.Outcome{})))
			}
		}
	}
	s.env.Under(l.Root, visit)
	in.genv.Under(l.Root, visit)
	if open || rows == 0 || rows > domain.MaxAtoms {
		return Value{}, false
	}
	return out.Value, true
}

// keptField tells whether a location is a field of a parameter that the function
// assigns to no object.
func (in *interp) keptField(l Loc) bool {
	field, ok := l.Path.Single()
	if l.Root.Kind != RootParam || !ok || field.Kind != domain.Field {
		return false
	}
	kept := true
	ast.Inspect(in.fn.body, func(n ast.Node) bool {
		if st, ok := n.(*ast.AssignStmt); ok {
			for _, e := range st.Lhs {
				if sel, ok := unparen(e).(*ast.SelectorExpr); ok && sel.Sel.Name == field.Name {
					kept = false
				}
			}
		}
		return kept
	})
	return kept
}

// tableAt is the map that is at a location, for a package-level variable the
// one that it always holds.
func (in *interp) tableAt(l Loc) Loc {
	if l.Root.Kind == RootGlobal && l.Path.Empty() {
		g := in.globalOf(l.Root.Obj.(*types.Var))
		if b, ok := g.val.Single(); ok && b.Kind == AtomRef && !g.assigned && !g.indexed && l.Root.Obj.(*types.Var).Pkg() == in.tpkg {
			return b.Loc
		}
	}
	return l
}

// keysKnown tells whether every element of a literal has a known key.
func (in *interp) keysKnown(s *state, l Loc) bool {
	lit, ok := l.Root.Obj.(*ast.CompositeLit)
	return ok && len(lit.Elts) > 0
}

// mapKeys is what the keys of a map may be: known only where all of them are.
func (in *interp) mapKeys(s *state, v Value) Value {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef {
		return domain.Top
	}
	l := in.tableAt(a.Loc)
	if l.Root.Kind != RootSite {
		return domain.Top
	}
	t := in.types[l]
	if t == nil {
		return domain.Top
	}
	if _, ok := t.Underlying().(*types.Map); !ok {
		return domain.Top
	}
	out := Value{}
	visit := func(path domain.Path, _ Value) {
		of, step := path.Cut()
		switch {
		case of.Empty() && step == domain.Changed, of == l.Path && step == domain.AnyKey:
			out.Top = true
		case of == l.Path && step.Kind == domain.Key:
			out = domain.Join(out, domain.One(Atom{Kind: AtomStr, Str: step.Name}))
		}
	}
	s.env.Under(l.Root, visit)
	in.genv.Under(l.Root, visit)
	if out.Top || len(out.Atoms) == 0 {
		return domain.Top
	}
	return out
}

// elements is what the elements of a container may be.
func (in *interp) elements(s *state, v Value) Value {
	out := domain.Union{Value: Value{Top: v.Top}}
	for _, a := range v.Atoms {
		if a.Kind != AtomRef {
			out.Top = true
			continue
		}
		l := a.Loc.Then(domain.AnyElem)
		if l.TooDeep() {
			out.Top = true
			continue
		}
		if t := in.types[a.Loc]; t != nil {
			switch u := deref(t).Underlying().(type) {
			case *types.Map:
				in.setType(l, u.Elem())
			case *types.Slice:
				in.setType(l, u.Elem())
			case *types.Array:
				in.setType(l, u.Elem())
			}
		}
		out.Add(in.read(s, l))
	}
	return out.Value
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
		if in.coded(tv.Type) {
			v = in.translated(v, tv.Type)
		} else if in.coded(in.info.TypeOf(c.Args[0])) {
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
	switch e := unparen(e).(type) {
	case *ast.CallExpr:
		for i := range out {
			out[i] = in.result(s, e, i)
		}
	case *ast.IndexExpr:
		out[0] = in.index(s, in.eval(s, e.X), e)
	}
	return out
}

// copied is v, or for a struct value that lives elsewhere a copy of it.
func (in *interp) copied(s *state, e ast.Expr, v Value) Value {
	t := in.info.TypeOf(e)
	if t == nil {
		return v
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return v
	}
	switch unparen(e).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return v
	}
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootSite {
		return v
	}
	to := in.site(e, t)
	if to == a.Loc {
		return v
	}
	s.forgetFields(to)
	in.copyFields(s, a.Loc, to)
	return domain.Ref(to)
}

// copyFields copies the bindings below one location to below another.
func (in *interp) copyFields(s *state, from, to Loc) {
	type kv struct {
		l Loc
		v Value
	}
	var add []kv
	visit := func(p domain.Path, v Value) {
		if rest, ok := p.After(from.Path); ok && !rest.Empty() {
			add = append(add, kv{to.Root.At(to.Path.Concat(rest)), v})
		}
	}
	s.env.Under(from.Root, visit)
	in.genv.Under(from.Root, visit)
	for _, x := range add {
		s.env.Set(x.l, x.v)
	}
}

// store assigns v to what lhs denotes.
func (in *interp) store(s *state, lhs ast.Expr, v Value) {
	switch e := unparen(lhs).(type) {
	case *ast.Ident:
		if e.Name == "_" {
			return
		}
		obj, ok := in.info.Defs[e].(*types.Var)
		if !ok {
			if obj, ok = in.info.Uses[e].(*types.Var); !ok {
				return
			}
		}
		if in.varLoc(obj).Root.Kind == RootGlobal {
			in.escapes(s, v)
		}
		in.assignVar(s, obj, v)
	case *ast.SelectorExpr:
		sel := in.info.Selections[e]
		if sel == nil {
			if obj, ok := in.info.Uses[e.Sel].(*types.Var); ok {
				in.escapes(s, v)
				in.assignVar(s, obj, v)
			}
			return
		}
		if sel.Kind() != types.FieldVal {
			return
		}
		index := sel.Index()
		base := in.field(s, in.eval(s, e.X), sel.Recv(), index[:len(index)-1])
		in.storeField(s, base, domain.FieldStep(sel.Obj().Name()), sel.Obj().Type(), v, e)
		in.promotedField(s, e, sel, v)
	case *ast.IndexExpr:
		in.storeIndex(s, e, v)
	case *ast.StarExpr:
		base := in.eval(s, e.X)
		if a, ok := v.Single(); ok && a.Kind == AtomRef {
			for _, b := range base.Atoms {
				if b.Kind == AtomRef && b.Loc != a.Loc {
					s.forgetFields(b.Loc)
					in.copyFields(s, a.Loc, b.Loc)
				}
			}
			return
		}
		for _, b := range base.Atoms {
			if b.Kind == AtomRef {
				in.havoc(s, b.Loc)
			}
		}
	}
}

// storeField assigns v to a field of each thing base may be.
func (in *interp) storeField(s *state, base Value, step domain.Step, t types.Type, v Value, at ast.Expr) {
	strong := !base.Top
	for _, a := range base.Atoms {
		if a.Kind != AtomRef {
			continue
		}
		l := a.Loc.Then(step)
		if l.TooDeep() {
			continue
		}
		in.setType(l, t)
		if a.Loc.Root.Kind != RootSite {
			in.escapes(s, v)
		}
		s.forgetBelow(l)
		if strong {
			s.forgetFields(l)
			s.env.Set(l, v)
		} else {
			s.env.Set(l, domain.Join(in.read(s, l), v))
		}
		in.fieldStored(s, a.Loc, step, v, at)
	}
}

// forgetBelow drops conditions and tests that rest on a location.
func (s *state) forgetBelow(l Loc) {
	n := 0
	for _, c := range s.conds {
		if c.Loc == l || c.Loc.Below(l) {
			n++
		}
	}
	if n > 0 {
		var keep []domain.Pred
		for _, c := range s.conds {
			if !(c.Loc == l || c.Loc.Below(l)) {
				keep = append(keep, c)
			}
		}
		s.conds = keep
	}
	if last := l.Path.Last(); last.Kind == domain.Field {
		for k := range s.bools {
			if strings.Contains(k, "."+last.Name) {
				delete(s.bools, k)
			}
		}
	}
	clear(s.memo) // a method may read any field
}

// havoc makes all that is below a location unknown.
func (in *interp) havoc(s *state, l Loc) {
	s.forgetFields(l)
	if l.Root.Kind == RootSite {
		s.env.Set(changed(l.Root), domain.Top)
	}
}

func (in *interp) storeIndex(s *state, e *ast.IndexExpr, v Value) {
	base := in.eval(s, e.X)
	for _, a := range base.Atoms {
		kind := a.Kind
		if kind == AtomRef && a.Loc.Root.Kind != RootSite && in.headersAt(a.Loc) {
			kind = AtomHeader // the map of a response that the caller knows
		}
		switch kind {
		case AtomHeader:
			key, ok := in.eval(s, e.Index).Single()
			if ok && key.Kind == AtomRef {
				switch in.keyFound(s, key.Loc) {
				case "401":
					key = Atom{Kind: AtomStr, Str: challengeHeader}
				case "407":
					key = Atom{Kind: AtomStr, Str: proxyHeader}
				case "other":
					continue
				}
			}
			if m, last := key.Loc.Cut(); ok && last == someKey {
				in.copyMap(s, a.Loc, m, e)
			} else if ok && key.Kind == AtomStr {
				mode := headerSet
				if n, ok := v.Single(); ok && n.Kind == AtomNil {
					mode = headerDel // a nil value sends nothing
				}
				in.setHeader(s, a.Loc, key.Str, in.elements(s, v), mode, e)
			} else if !otherHeaders(in.eval(s, e.Index)) {
				in.setHeaderUnknown(s, a.Loc)
			}
		case AtomRef:
			key := in.keyStep(s, e.Index)
			if key == domain.AnyElem {
				s.env.Set(a.Loc.Then(domain.AnyKey), domain.Bool(true))
			}
			l := a.Loc.Then(key)
			if l.TooDeep() {
				continue
			}
			if a.Loc.Root.Kind != RootSite {
				in.escapes(s, v)
			}
			if key != domain.AnyElem {
				s.env.Set(l, v)
			}
			all := a.Loc.Then(domain.AnyElem)
			s.env.Set(all, domain.Join(s.env.Val(all), v))
			if isHeader(in.types[a.Loc]) {
				in.fieldStored(s, a.Loc, key, v, e)
			}
		}
	}
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
	if s.holds(domain.Pred{Loc: a.Loc, Op: domain.HasType, Str: in.typeTexts.Of(t)}) < 0 {
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

func typeString(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Path() })
}

// mentions tells whether an expression uses a variable.
func mentions(e ast.Expr, v *types.Var) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == v.Name() {
			found = true
		}
		return !found
	})
	return found
}

// unparen strips parentheses.
func unparen(e ast.Expr) ast.Expr { return ast.Unparen(e) }
