package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
)

// block executes statements in order.
func (in *interp) block(ss []*state, list []ast.Stmt) []*state {
	for _, st := range list {
		if len(ss) == 0 {
			// Only a label can bring control back.
			if _, ok := st.(*ast.LabeledStmt); !ok {
				continue
			}
		}
		ss = in.stmt(ss, st, "")
	}
	return ss
}

// spend uses up budget; it reports false once there is none left.
func (in *interp) spend(n int) bool {
	in.work += n
	in.budget -= n
	return in.budget >= 0
}

// stmt executes one statement; label is its label, if it has one.
func (in *interp) stmt(ss []*state, st ast.Stmt, label string) []*state {
	if !in.spend(len(ss) + 1) {
		return nil
	}
	ss = in.joinStates(ss)
	in.passes(ss, st)
	switch st := st.(type) {
	case *ast.BlockStmt:
		return in.block(ss, st.List)
	case *ast.ExprStmt:
		ss = in.calls(ss, st.X)
		return in.clean(ss)
	case *ast.AssignStmt:
		return in.clean(in.assign(ss, st))
	case *ast.DeclStmt:
		if d, ok := st.Decl.(*ast.GenDecl); ok && d.Tok == token.VAR {
			for _, sp := range d.Specs {
				ss = in.varSpec(ss, sp.(*ast.ValueSpec))
			}
		}
		return in.clean(ss)
	case *ast.IncDecStmt:
		for _, s := range ss {
			in.store(s, st.X, domain.Top)
		}
		return ss
	case *ast.SendStmt:
		ss = in.calls(in.calls(ss, st.Chan), st.Value)
		for _, s := range ss {
			in.escapes(s, in.eval(s, st.Value))
		}
		return in.clean(ss)
	case *ast.GoStmt:
		ss = in.callArgs(ss, st.Call)
		return in.clean(in.applyMaybe(ss, st.Call))
	case *ast.DeferStmt:
		ss = in.callArgs(ss, st.Call)
		for _, s := range ss {
			// Arguments are evaluated now, the call is made later.
			for i, a := range st.Call.Args {
				s.env.Set(deferred(st.Call, i), in.eval(s, a))
			}
			s.defers = append(s.defers[:len(s.defers):len(s.defers)], st)
		}
		return in.clean(ss)
	case *ast.ReturnStmt:
		in.ret(ss, st)
		return nil
	case *ast.IfStmt:
		if st.Init != nil {
			ss = in.stmt(ss, st.Init, "")
		}
		then := in.refine(clones(ss), st.Cond, true)
		els := in.refine(ss, st.Cond, false)
		then = in.block(in.clean(then), st.Body.List)
		els = in.clean(els)
		if st.Else != nil {
			els = in.stmt(els, st.Else, "")
		}
		return in.joinStates(append(then, els...))
	case *ast.ForStmt:
		return in.loop(ss, label, st.Init, st.Cond, st.Post, st.Body, nil)
	case *ast.RangeStmt:
		groups := in.ranged(in.calls(ss, st.X), st)
		if len(groups) == 1 {
			return in.loop(groups[0], label, nil, nil, nil, st.Body, st)
		}
		var out []*state
		for _, g := range groups {
			if len(g) > 0 {
				out = append(out, in.loop(g, label, nil, nil, nil, st.Body, st)...)
			}
		}
		return in.joinStates(out)
	case *ast.SwitchStmt:
		return in.switchStmt(ss, label, st)
	case *ast.TypeSwitchStmt:
		return in.typeSwitch(ss, label, st)
	case *ast.SelectStmt:
		f := in.push(label, false)
		var out []*state
		for _, c := range st.Body.List {
			cc := c.(*ast.CommClause)
			cs := clones(ss)
			if cc.Comm != nil {
				cs = in.stmt(cs, cc.Comm, "")
			}
			out = append(out, in.block(cs, cc.Body)...)
		}
		in.pop()
		return in.joinStates(append(out, f.breaks...))
	case *ast.LabeledStmt:
		if g := in.gotos[st.Label.Name]; len(g) > 0 {
			ss = in.joinStates(append(ss, clones(g)...))
		}
		if len(ss) == 0 {
			return nil
		}
		return in.stmt(ss, st.Stmt, st.Label.Name)
	case *ast.BranchStmt:
		in.branch(ss, st)
		return nil
	}
	return ss
}

func clones(ss []*state) []*state {
	out := make([]*state, len(ss))
	for i, s := range ss {
		out[i] = s.clone()
	}
	return out
}

// clean drops the results of calls, which live for one statement.
func (in *interp) clean(ss []*state) []*state {
	for _, s := range ss {
		s.env.DropTmps()
	}
	return ss
}

func (in *interp) push(label string, loop bool) *frame {
	f := &frame{label: label, loop: loop}
	in.frames = append(in.frames, f)
	return f
}

func (in *interp) pop() { in.frames = in.frames[:len(in.frames)-1] }

func (in *interp) branch(ss []*state, st *ast.BranchStmt) {
	if st.Tok == token.FALLTHROUGH {
		in.falls = ss
		return
	}
	if st.Tok == token.GOTO {
		l := st.Label.Name
		before := in.gotos[l]
		after := in.joinStates(append(clones(before), clones(ss)...))
		if in.round >= exactRounds {
			after = widen(before, after)
		}
		if !sameStates(before, after) {
			in.gotos[l] = after
			in.again = true
		}
		return
	}
	for i := len(in.frames) - 1; i >= 0; i-- {
		f := in.frames[i]
		if st.Label != nil && f.label != st.Label.Name {
			continue
		}
		switch st.Tok {
		case token.BREAK:
			f.breaks = append(f.breaks, ss...)
			return
		case token.CONTINUE:
			if f.loop {
				f.continues = append(f.continues, ss...)
				return
			}
		}
	}
}

// A loop's body is executed until the states at its head no longer change.
const (
	exactRounds = 3  // before what still changes is widened
	maxRounds   = 16 // before nothing is known of the function: widened states settle in a few
)

func (in *interp) loop(ss []*state, label string, init ast.Stmt, cond ast.Expr, post ast.Stmt, body *ast.BlockStmt, rng *ast.RangeStmt) []*state {
	if init != nil {
		ss = in.stmt(ss, init, "")
	}
	var out []*state
	head := in.joinStates(ss)
	in.loops++
	exact := exactRounds
	if in.loops > 2 {
		exact = 1 // nested deep: the cost multiplies
	}
	for round := 1; ; round++ {
		f := in.push(label, true)
		var enter []*state
		var rows [][]*state
		switch {
		case rng != nil:
			out = append(out, clones(head)...)
			rows = in.enterRange(clones(head), rng)
		case cond != nil:
			out = append(out, in.clean(in.refine(clones(head), cond, false))...)
			enter = in.clean(in.refine(clones(head), cond, true))
		default:
			enter = clones(head)
		}
		end := in.block(enter, body.List)
		for _, row := range rows {
			end = append(end, in.block(row, body.List)...)
		}
		in.pop()
		out = append(out, f.breaks...)
		end = in.joinStates(append(end, f.continues...))
		if post != nil && len(end) > 0 {
			end = in.stmt(end, post, "")
		}
		next := in.joinStates(append(clones(head), end...))
		if round >= exact {
			next = widen(head, next)
		}
		if sameStates(head, next) {
			break
		}
		if head = next; round == maxRounds {
			in.budget = -1
			break
		}
	}
	in.loops--
	if rng != nil {
		in.assumeRan(out)
	}
	return in.joinStates(out)
}

// assumeRan takes it that a loop over a table runs: where its body sets the
// challenge, the state that skipped it is not known to lack one.
func (in *interp) assumeRan(ss []*state) {
	set := map[Loc]bool{}
	for _, s := range ss {
		for l, r := range s.resps {
			if !r.ch.lacks() {
				set[l] = true
			}
		}
	}
	for _, s := range ss {
		for l := range set {
			if r := s.peek(l); r.ch.lacks() {
				if r.sent == SentNo {
					s.at(l).ch = ChUnknown
				}
			}
		}
	}
}

// widen makes of what changed from one round of a loop to the next something
// that soon changes no more.
func widen(before, after []*state) []*state {
	old := map[string]*state{}
	for _, s := range before {
		old[s.key()] = s
	}
	for _, s := range after {
		was := old[s.key()]
		if was == nil {
			continue
		}
		var changed []domain.Binding
		s.env.Each(func(l Loc, v Value) {
			if w, ok := was.env.Get(l); ok && !domain.Equal(v, w) {
				changed = append(changed, domain.Binding{Loc: l, Val: domain.Widen(w, v)})
			}
		})
		for _, b := range changed {
			s.env.Set(b.Loc, b.Val)
		}
	}
	return after
}

// sameStates compares two joined lists of states by key and bindings.
func sameStates(a, b []*state) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].key() != b[i].key() || len(a[i].conds) != len(b[i].conds) || a[i].derefs != b[i].derefs {
			return false
		}
		if !a[i].env.Same(&b[i].env) || !maps.EqualFunc(a[i].resps, b[i].resps, sameRecords) {
			return false
		}
	}
	return true
}

// ret executes a return statement.
func (in *interp) ret(ss []*state, st *ast.ReturnStmt) {
	for _, e := range st.Results {
		ss = in.calls(ss, e)
	}
	for _, s := range in.joinStates(ss) {
		var vals []Value
		n := in.fn.sig.Results().Len()
		switch {
		case len(st.Results) == 0:
			vals = in.namedResults(s)
		case len(st.Results) == 1 && n > 1:
			vals = in.tuple(s, st.Results[0], n)
		default:
			for _, e := range st.Results {
				vals = append(vals, in.eval(s, e))
			}
			for len(vals) < n { // which does not compile
				vals = append(vals, domain.Top)
			}
			vals = vals[:n]
		}
		if len(st.Results) > 0 {
			for i, v := range vals {
				if r := in.fn.sig.Results().At(i); r.Name() != "" && r.Name() != "_" {
					in.assignVar(s, r, v)
				}
			}
		}
		in.leave(s, st, vals)
	}
}

func (in *interp) namedResults(s *state) []Value {
	res := in.fn.sig.Results()
	vals := make([]Value, res.Len())
	for i := range vals {
		vals[i] = domain.Top
		if r := res.At(i); r.Name() != "" && r.Name() != "_" {
			vals[i] = in.read(s, in.varLoc(r))
		}
	}
	return vals
}

// leave ends the function in state s with results vals: deferred calls run,
// and what the caller can see becomes an exit.
func (in *interp) leave(s *state, at ast.Node, vals []Value) {
	ss := []*state{s}
	if len(s.defers) > 0 {
		ds := s.defers
		s.defers = nil
		for i := len(ds) - 1; i >= 0; i-- {
			ss = in.clean(in.joinStates(in.runDeferred(ss, ds[i].Call)))
		}
	}
	for _, s := range ss {
		in.exit(s, at, vals)
	}
}

// deferred is where an argument of a deferred call is kept.
func deferred(c *ast.CallExpr, i int) Loc {
	return Loc{Root: Root{Kind: RootSite, Idx: -1 - i, Obj: c}}.Then(domain.Argument)
}

// runDeferred makes a deferred call.
func (in *interp) runDeferred(ss []*state, c *ast.CallExpr) []*state {
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		ss = in.calls(ss, sel.X)
	}
	return in.apply(ss, c)
}

func (in *interp) varSpec(ss []*state, sp *ast.ValueSpec) []*state {
	for _, e := range sp.Values {
		ss = in.calls(ss, e)
	}
	for _, s := range ss {
		for i, n := range sp.Names {
			v, ok := in.info.Defs[n].(*types.Var)
			if !ok {
				continue
			}
			switch {
			case len(sp.Values) == 0:
				in.assignVar(s, v, in.zeroAt(v.Type(), v))
			case len(sp.Values) == len(sp.Names):
				in.assignVar(s, v, in.copied(s, sp.Values[i], in.eval(s, sp.Values[i])))
			default:
				in.assignVar(s, v, in.tuple(s, sp.Values[0], len(sp.Names))[i])
			}
		}
	}
	return ss
}

func (in *interp) assign(ss []*state, st *ast.AssignStmt) []*state {
	for _, e := range st.Lhs {
		switch l := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			ss = in.calls(ss, l.X)
		case *ast.IndexExpr:
			ss = in.calls(in.calls(ss, l.X), l.Index)
		case *ast.StarExpr:
			ss = in.calls(ss, l.X)
		}
	}
	for _, e := range st.Rhs {
		ss = in.calls(ss, e)
	}
	if x, ok := ast.Unparen(st.Lhs[0]).(*ast.IndexExpr); ok && len(st.Lhs) == 1 {
		var split []*state
		for _, s := range ss {
			on := in.eval(s, x.X)
			if !on.Top && len(on.Atoms) > 0 && !slices.ContainsFunc(on.Atoms, func(a Atom) bool { return !keepsHeaders(in, x.X, a) }) {
				split = append(split, in.keyed(s, on, in.eval(s, x.Index))...)
			} else {
				split = append(split, s)
			}
		}
		ss = split
	}
	if len(st.Lhs) == 2 && len(st.Rhs) == 1 {
		if ta, ok := ast.Unparen(st.Rhs[0]).(*ast.TypeAssertExpr); ok {
			return in.assertAssign(ss, st, ta)
		}
	}
	for _, s := range ss {
		if st.Tok != token.ASSIGN && st.Tok != token.DEFINE {
			v := domain.Top
			if st.Tok == token.ADD_ASSIGN {
				v = in.plus(in.eval(s, st.Lhs[0]), in.eval(s, st.Rhs[0]), st.Pos())
			}
			in.store(s, st.Lhs[0], v)
			continue
		}
		var vals []Value
		if len(st.Rhs) == 1 && len(st.Lhs) > 1 {
			vals = in.tuple(s, st.Rhs[0], len(st.Lhs))
		} else {
			for _, e := range st.Rhs {
				vals = append(vals, in.copied(s, e, in.eval(s, e)))
			}
		}
		for i, l := range st.Lhs {
			if i < len(vals) {
				in.store(s, l, vals[i])
			}
		}
		if len(st.Rhs) == 1 && len(vals) == 1 && severalStatuses(vals[0]) {
			in.remember(s, st.Rhs[0], vals[0])
		}
	}
	return ss
}

// assertAssign executes v, ok := x.(T).
func (in *interp) assertAssign(ss []*state, st *ast.AssignStmt, ta *ast.TypeAssertExpr) []*state {
	t := in.info.TypeOf(ta.Type)
	var out []*state
	for _, s := range ss {
		v := in.eval(s, ta.X)
		yes := s.clone()
		if got, ok := in.assertType(yes, v, t, false); ok {
			in.store(yes, st.Lhs[0], got)
			in.store(yes, st.Lhs[1], domain.Bool(true))
			out = append(out, yes)
		}
		if in.deny(s, ta.X, v, t, false) {
			in.store(s, st.Lhs[0], in.zeroAt(t, ta))
			in.store(s, st.Lhs[1], domain.Bool(false))
			out = append(out, s)
		}
	}
	return out
}
