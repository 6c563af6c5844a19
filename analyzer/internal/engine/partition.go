package engine

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/authstatus/authstatus/analyzer/internal/domain"
	"github.com/authstatus/authstatus/analyzer/internal/syntax"
)

// maxRows bounds the rows of a table that a loop goes through one by one: with
// more, its elements are one, which may be any of them.
const maxRows = 32

// enterRange binds the variables of a loop over a container. Where the body asks
// what they are, a table's rows go separate ways, so that what is tested of one
// field of a row tells which row's other fields are meant (trace partitioning:
// Mauborgne and Rival 2005).
func (in *interp) enterRange(ss []*state, rng *ast.RangeStmt) (ways [][]*state) {
	var together []*state
	bind := func(s *state, row [2]Value) *state {
		for i, e := range []ast.Expr{rng.Key, rng.Value} {
			if e != nil {
				in.store(s, e, row[i])
			}
		}
		return s
	}
	asks := in.loops == 1 && in.asksRow(rng)
	for _, s := range ss {
		v := in.eval(s, rng.X)
		if emptyAt(in, s, v) {
			continue
		}
		var rows [][2]Value
		if asks {
			rows = in.rowsOf(s, v)
		}
		if len(rows) < 2 || len(rows) > maxRows {
			together = append(together, bind(s, [2]Value{in.keysOf(s, v), in.elements(s, v)}))
			continue
		}
		for _, row := range rows {
			ways = append(ways, in.clean([]*state{bind(s.clone(), row)}))
		}
	}
	return append(ways, in.clean(together))
}

// emptyAt tells whether a container surely has no elements: nil, or a map made in
// view that nothing was put into.
func emptyAt(in *interp, s *state, v Value) bool {
	if v.Empty() || v.Top {
		return false
	}
	return !slices.ContainsFunc(v.Atoms, func(a Atom) bool { return a.Kind != AtomNil && !emptyMap(in, s, a) })
}

func emptyMap(in *interp, s *state, a Atom) bool {
	if a.Kind != AtomRef || a.Loc.Root.Kind != RootSite || !a.Loc.Path.Empty() {
		return false
	}
	if !syntax.Is[*types.Map](in.types[a.Loc]) {
		return false
	}
	if r := s.peek(a.Loc); !r.ch.lacks() || !r.proxy.lacks() {
		return false
	}
	filled := false
	put := func(domain.Path, Value) { filled = true }
	s.env.Under(a.Loc.Root, put)
	in.genv.Under(a.Loc.Root, put)
	return !filled
}

// keysOf is what the keys of a container may be.
func (in *interp) keysOf(s *state, v Value) Value {
	keys := in.mapKeys(s, v)
	if a, ok := v.Single(); ok && keys.Top && a.Kind == AtomRef && a.Loc.Root.Kind == RootParam && stringMap(in.types[a.Loc]) {
		return domain.Ref(a.Loc.Then(someKey))
	}
	return keys
}

// rowsOf lists the keys and elements of a container, where each is known.
func (in *interp) rowsOf(s *state, v Value) (rows [][2]Value) {
	a, ok := v.Single()
	if !ok || a.Kind != AtomRef {
		return nil
	}
	l := in.tableAt(a.Loc)
	if lit, ok := l.Root.Obj.(*ast.CompositeLit); ok && l.Path.Empty() {
		if t := in.info.TypeOf(lit); t != nil {
			if syntax.Is[*types.Map](t) {
				return in.entries(s, l, lit)
			}
		}
	}
	all := in.elements(s, v)
	if all.Top {
		return nil
	}
	for _, e := range all.Atoms {
		if e.Kind != AtomRef {
			return nil
		}
		rows = append(rows, [2]Value{domain.Top, domain.One(e)})
	}
	return rows
}

// entries lists those of a map's literal, where all are in view.
func (in *interp) entries(s *state, l Loc, lit *ast.CompositeLit) (rows [][2]Value) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil
		}
		key := in.eval(s, kv.Key)
		if stepTo(key) == domain.AnyElem {
			return nil
		}
		rows = append(rows, [2]Value{key, in.read(s, l.Then(stepTo(key)))})
	}
	for _, env := range []*domain.Env{&s.env, &in.genv} {
		if _, ok := env.Get(changed(l.Root)); ok {
			return nil
		}
		if _, ok := env.Get(l.Then(domain.AnyKey)); ok {
			return nil
		}
	}
	return rows
}

// asksRow tells whether the body of a loop has conditions and mentions what it
// goes through.
func (in *interp) asksRow(rng *ast.RangeStmt) bool {
	vars := map[types.Object]bool{}
	for _, e := range []ast.Expr{rng.Key, rng.Value} {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
			vars[in.info.ObjectOf(id)] = true
		}
	}
	asks, mentions := false, false
	ast.Inspect(rng.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			asks = true
		case *ast.Ident:
			mentions = mentions || vars[in.info.Uses[n]]
		}
		return !asks || !mentions
	})
	return asks && mentions
}
