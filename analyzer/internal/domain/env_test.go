package domain

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestEnv holds that environments are maps, and copies are independent,
// whatever is shared between them.
func TestEnv(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	type pair struct {
		env   Env
		model map[Loc]Value
	}
	first := pair{NewEnv(), map[Loc]Value{}}
	all := []*pair{&first}
	root := func() Root { return Root{Kind: RootVar, Idx: r.IntN(60)} }
	for range 20_000 {
		p := all[r.IntN(len(all))]
		l := root().At(anyPath(r))
		switch r.IntN(8) {
		case 0:
			if len(all) < 8 {
				all = append(all, &pair{p.env.Clone(), maps.Clone(p.model)})
			} else {
				q := all[r.IntN(len(all))]
				q.env, q.model = p.env.Clone(), maps.Clone(p.model)
			}
		case 1:
			p.env.Del(l)
			delete(p.model, l)
		case 2:
			p.env.Drop(l.Root)
			maps.DeleteFunc(p.model, func(m Loc, _ Value) bool { return m.Root == l.Root })
		case 3: // a visitor may change what it visits
			p.env.Under(l.Root, func(path Path, _ Value) {
				if path.Below(l.Path) {
					p.env.Del(l.Root.At(path))
				}
			})
			maps.DeleteFunc(p.model, func(m Loc, _ Value) bool { return m.Below(l) })
		default:
			v := One(Atom{Kind: AtomInt, Int: r.Int64N(4)})
			p.env.Set(l, v)
			p.model[l] = v
		}
		if got, ok := p.env.Get(l); ok != hasLoc(p.model, l) || !Equal(got, p.model[l]) {
			t.Fatalf("%v holds %v, %v", l, got, ok)
		}
	}
	for _, p := range all {
		seen := map[Loc]Value{}
		p.env.Each(func(l Loc, v Value) { seen[l] = v })
		if !maps.EqualFunc(seen, p.model, Equal) {
			t.Errorf("%d bindings are %d", len(p.model), len(seen))
		}
		for _, q := range all {
			if same := maps.EqualFunc(p.model, q.model, Equal); same && !p.env.Same(&q.env) {
				t.Error("equal environments are told apart")
			} else if !same && p.env.Same(&q.env) {
				t.Error("different environments are the same")
			}
		}
	}
}

func hasLoc(m map[Loc]Value, l Loc) bool { _, ok := m[l]; return ok }
