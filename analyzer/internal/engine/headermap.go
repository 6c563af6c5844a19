package engine

import (
	"go/ast"
	"go/types"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/model"
	"github.com/authstatus/authstatus/analyzer/internal/roles"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// A map of headers may be filled long before it is copied to a response: a
// builder's in one method, in another the response is written. Whether it has a
// challenge is then known to callers alone. A function that copies a map which
// it is given is split into the cases that the map has one, and that it has
// none; callers that know the map decide.

// What is known of a map of headers: whether it has a challenge for a 401, for a
// 407, and any of its keys.
var (
	has401  = domain.Step{Kind: domain.Slot, Name: "401"}
	has407  = domain.Step{Kind: domain.Slot, Name: "407"}
	someKey = domain.Step{Kind: domain.Slot, Name: "key"}
)

func isMark(s domain.Step) bool { return s == has401 || s == has407 }

// marked tells for each of the maps that v may be whether it has the challenge.
func (in *interp) marked(s *state, v Value, mark domain.Step) Value {
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		switch a.Kind {
		case AtomNil:
			out = domain.Join(out, domain.Bool(false))
		case AtomRef, AtomHeader:
			out = domain.Join(out, in.hasMark(s, a.Loc, mark))
		default:
			out.Top = true
		}
	}
	return out
}

// hasMark tells whether the map at a location has the challenge, as far as that
// is known; where a caller knows, it is the mark itself.
func (in *interp) hasMark(s *state, l Loc, mark domain.Step) Value {
	r := s.peek(l)
	ch := r.ch
	if mark == has407 {
		ch = r.proxy
	}
	switch ch {
	case ChSet:
		return domain.Bool(true)
	case ChUnknown:
		return domain.Top
	}
	at := l.Then(mark)
	switch l.Root.Kind {
	case RootSite:
		if v, ok := s.env.Get(at); ok {
			return v
		}
		return in.hasKey(s, l, mark)
	case RootParam:
		if ch == ChNone {
			return domain.Bool(false)
		}
		if at.TooDeep() {
			return domain.Top
		}
		in.setType(at, types.Typ[types.Bool])
		return domain.Ref(at)
	}
	return domain.Top
}

// hasKey looks for the challenge among the keys of a map made in view.
func (in *interp) hasKey(s *state, l Loc, mark domain.Step) Value {
	has, open := false, false
	look := func(path domain.Path, v Value) {
		switch key := keyAt(path, l.Path); {
		case key != "":
			has = has || roles.NeededBy(key) == mark.Name
		case path == l.Path.Then(domain.AnyKey):
			open = true
		case path == l.Path.Then(domain.AnyElem):
			open = open || v.Top
		}
	}
	s.env.Under(l.Root, look)
	in.genv.Under(l.Root, look)
	if _, ok := s.env.Get(changed(l.Root)); ok || open && !has {
		return domain.Top
	}
	return domain.Bool(has)
}

// noteMaps writes down what is known of the maps made in view, for callers that
// are given them.
func (in *interp) noteMaps(s *state) {
	for l, r := range s.resps {
		if l.Root.Kind != RootSite || !stringMap(in.types[l]) {
			continue
		}
		for _, m := range []struct {
			mark domain.Step
			ch   Challenge
		}{{has401, r.ch}, {has407, r.proxy}} {
			switch m.ch {
			case ChSet:
				s.env.Set(l.Then(m.mark), domain.Bool(true))
			case ChUnknown:
				s.env.Set(l.Then(m.mark), domain.Top)
			}
		}
	}
}

// stringMap tells whether a type is a map from strings.
func stringMap(t types.Type) bool {
	if t == nil {
		return false
	}
	m, ok := t.Underlying().(*types.Map)
	return ok && syntax.IsString(m.Key())
}

// givenMap is the map of headers that a caller knows and that v is, if it is
// one.
func (in *interp) givenMap(v Value) (Loc, bool) {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef || a.Loc.Root.Kind != RootParam || !stringMap(in.types[a.Loc]) || in.fn.obj == nil || in.loops > 0 {
		return Loc{}, false
	}
	return a.Loc, !a.Loc.Then(has401).TooDeep()
}

// byMap splits a state by whether a map has a challenge.
func (in *interp) byMap(s *state, m Loc) []*state {
	if s.peek(m).ch != ChEntry || s.peek(m).proxy != ChEntry {
		return []*state{s}
	}
	return s.cases(domain.Pred{Loc: m.Then(has401), Op: domain.IsTrue}, domain.Pred{Loc: m.Then(has407), Op: domain.IsTrue})
}

// cases splits a state into those that one of two conditions holds, and that
// neither does.
func (s *state) cases(a, b domain.Pred) []*state {
	var out []*state
	split := func(t *state, cs ...domain.Pred) {
		for _, c := range cs {
			if !t.add(c) {
				return
			}
		}
		out = append(out, t)
	}
	split(s.clone(), a)
	split(s.clone(), b, a.Negate())
	split(s, a.Negate(), b.Negate())
	return out
}

// copies splits a state before a call that copies a map of headers to a
// response.
func (in *interp) copies(s *state, r model.Row, v Value) []*state {
	if m, ok := in.givenMap(v); ok && r.Key.Kind == model.None && r.Value.Kind != model.None {
		return in.byMap(s, m)
	}
	return []*state{s}
}

// copyMap copies what is known of a map to a response.
func (in *interp) copyMap(s *state, to, from Loc, n ast.Node) {
	in.copyMark(s, to, from, has401, roles.Challenge, n)
	in.copyMark(s, to, from, has407, roles.Proxy, n)
}

func (in *interp) copyMark(s *state, to, from Loc, mark domain.Step, header string, n ast.Node) {
	switch got, ok := in.hasMark(s, from, mark).Single(); {
	case ok && got.Kind == AtomRef && s.holds(domain.Pred{Loc: got.Loc, Op: domain.IsTrue}) > 0, ok && got.Kind == AtomBool && got.Int == 1:
		in.setHeader(s, to, header, domain.Top, headerSet, n)
	case ok && got.Kind == AtomRef && s.holds(domain.Pred{Loc: got.Loc, Op: domain.IsTrue}) < 0, ok && got.Kind == AtomBool:
	default:
		in.setHeaderUnknown(s, to)
	}
}

// ranged splits the states before a loop over a map that is given, whose keys it
// hands on: to each a loop of its own.
func (in *interp) ranged(ss []*state, rng *ast.RangeStmt) [][]*state {
	if !in.copiesHeaders(rng) {
		return [][]*state{ss}
	}
	var groups [3][]*state
	var rest []*state
	for _, s := range ss {
		m, ok := in.givenMap(in.eval(s, rng.X))
		if !ok {
			rest = append(rest, s)
			continue
		}
		for i, t := range in.byMap(s, m) {
			groups[i] = append(groups[i], t)
		}
	}
	return append(groups[:], rest)
}

// copiesHeaders tells whether a loop over a map sets headers that are called as
// the map's keys are.
func (p *pkg) copiesHeaders(rng *ast.RangeStmt) bool {
	id, ok := rng.Key.(*ast.Ident)
	if !ok || !stringMap(p.info.TypeOf(rng.X)) {
		return false
	}
	v := p.info.ObjectOf(id)
	is := func(e ast.Expr) bool {
		x, ok := ast.Unparen(e).(*ast.Ident)
		return ok && v != nil && p.info.Uses[x] == v
	}
	found := false
	ast.Inspect(rng.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			f := syntax.Callee(p.info, n)
			if f == nil {
				break
			}
			for _, r := range p.roles.Rows(f.Origin()) {
				sets := r.Verb == model.Set || r.Verb == model.Add
				found = found || sets && r.Key.Kind == model.Index && r.Key.N < len(n.Args) && is(n.Args[r.Key.N])
			}
		case *ast.IndexExpr:
			found = found || is(n.Index) && roles.IsHeader(p.info.TypeOf(n.X))
		}
		return !found
	})
	return found
}

// headerFields are the fields of this package, maps from strings, that some code
// here copies to the header of a response: they are maps of headers, whatever
// their type.
func (p *pkg) headerFields() map[*types.Var]bool {
	if p.headerMaps != nil {
		return p.headerMaps
	}
	p.headerMaps = map[*types.Var]bool{}
	for _, file := range p.files {
		ast.Inspect(file, func(n ast.Node) bool {
			rng, ok := n.(*ast.RangeStmt)
			if !ok {
				return true
			}
			sel, ok := ast.Unparen(rng.X).(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if f, ok := p.info.Uses[sel.Sel].(*types.Var); ok && f.IsField() && f.Pkg() == p.tpkg && p.copiesHeaders(rng) {
				p.headerMaps[f] = true
			}
			return true
		})
	}
	return p.headerMaps
}

// keptHeaders tells whether a variable is a field of this package that keeps the
// headers of a response.
func (p *pkg) keptHeaders(v *types.Var) bool {
	return v.IsField() && v.Pkg() == p.tpkg && (roles.IsHeader(v.Type()) || p.headerFields()[v])
}

// headersAt tells whether a location is a map of headers: by its type, or as a
// field that this package copies to a response.
func (p *pkg) headersAt(l Loc) bool {
	t := p.types[l]
	if roles.IsHeader(t) {
		return true
	}
	before, last := l.Cut()
	if last.Kind != domain.Field || !stringMap(t) || len(p.headerFields()) == 0 {
		return false
	}
	u := p.types[before]
	if u == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(u, true, p.tpkg, last.Name)
	f, ok := obj.(*types.Var)
	return ok && p.keptHeaders(f)
}
