package domain

import (
	"fmt"
	"go/token"
	"math/rand/v2"
	"testing"
)

var branches = []*Branch{nil, {Pred: Pred{Op: IsNil}}, {Test: "x"}}

func anyAtom(r *rand.Rand) Atom {
	a := Atom{Kind: AtomKind(r.IntN(int(AtomSome) + 1)), If: branches[r.IntN(len(branches))]}
	switch a.Kind {
	case AtomInt:
		a.Int, a.Pos = []int64{0, 200, 401, 403}[r.IntN(4)], token.Pos(r.IntN(2))
		a.Text, a.Idle = r.IntN(2) == 0, r.IntN(2) == 0
		a.Told = Told(r.IntN(3))
	case AtomStr, AtomFormat, AtomSome:
		a.Str = names[r.IntN(3)]
	case AtomBool:
		a.Int = r.Int64N(2)
	case AtomRef, AtomHeader:
		a.Loc = Loc{Root: Root{Kind: RootParam, Idx: r.IntN(2)}}
		if r.IntN(2) == 0 {
			a.Loc = a.Loc.Then(FieldStep("Status"))
		}
		if a.Kind == AtomRef {
			a.Int = []int64{0, 1, KnownNonNil, KnownNonNil | 1}[r.IntN(4)]
		}
	}
	return a
}

// anyValue makes a value as the engine does: by joins, so that nothing is in it
// twice.
func anyValue(r *rand.Rand) Value {
	u := Union{Value: Value{Top: r.IntN(4) == 0}}
	for range r.IntN(6) {
		u.Add(One(anyAtom(r)))
	}
	return u.Value
}

// below tells whether v is at most w: all that is possible in v is so in w, and
// w notes of it no more than v.
func below(v, w Value) bool {
	if v.Top && !w.Top {
		return false
	}
	for _, a := range v.Atoms {
		i := w.Find(a)
		if i < 0 {
			return false
		}
		b := w.Atoms[i]
		if b.If != nil && b.If != a.If || b.Text && !a.Text || b.Idle && !a.Idle || b.Int&KnownNonNil&^a.Int != 0 && b.Kind == AtomRef {
			return false
		}
	}
	return true
}

// TestLattice holds the laws of values on values by chance.
func TestLattice(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 20_000 {
		a, b, c := anyValue(r), anyValue(r), anyValue(r)
		before := fmt.Sprint(a, b, c)
		ab := Join(a, b)
		if !Equal(ab, Join(b, a)) {
			t.Fatalf("not commutative:\n%v\n%v", a, b)
		}
		if !Equal(Join(ab, c), Join(a, Join(b, c))) {
			t.Fatalf("not associative:\n%v\n%v\n%v", a, b, c)
		}
		if !Equal(Join(a, a), a) || !Equal(Join(a, Value{}), a) || !Equal(Join(Value{}, a), a) {
			t.Fatalf("not idempotent, or bottom is not neutral:\n%v", a)
		}
		if !below(a, ab) || !below(b, ab) {
			t.Fatalf("no upper bound:\n%v\n%v\n%v", a, b, ab)
		}
		if below(a, c) && below(b, c) && !below(ab, c) {
			t.Fatalf("not the least upper bound:\n%v\n%v\n%v", a, b, c)
		}
		if below(a, b) != Equal(ab, b) {
			t.Fatalf("order and join differ:\n%v\n%v", a, b)
		}
		if below(a, b) && !below(Join(a, c), Join(b, c)) {
			t.Fatalf("join is not monotone:\n%v\n%v\n%v", a, b, c)
		}
		if w := Widen(a, ab); !below(a, w) || !w.Top && !Equal(w, ab) || a.Top && len(w.Atoms) != len(a.Atoms)+newStatuses(a, ab) {
			t.Fatalf("what is widened is no upper bound, or grows by more than statuses:\n%v\n%v\n%v", a, ab, w)
		}
		u := Union{Value: a}
		u.Add(b)
		u.Add(c)
		if !Equal(u.Value, Join(ab, c)) {
			t.Fatalf("a union that grows is another:\n%v\n%v\n%v", a, b, c)
		}
		if apart := JoinApart(a, b, branches[1], branches[2]); !Equal(apart.Bare(), ab.Bare()) {
			t.Fatalf("what is joined apart is another:\n%v\n%v\n%v", a, b, apart)
		}
		if !Equal(JoinApart(a, b, nil, nil), ab) {
			t.Fatalf("without branches joined apart is another:\n%v\n%v", a, b)
		}
		if w := a.Without(MaskOf(401)); len(w.Filter(func(a Atom) bool { return a.Kind == AtomInt && a.Int == 401 }).Atoms) > 0 || w.Top != a.Top {
			t.Fatalf("a masked status stays in %v, or Top went", w)
		}
		if after := fmt.Sprint(a, b, c); after != before {
			t.Fatalf("a value was changed by what it was given to:\n%s\n%s", before, after)
		}
	}
}

func newStatuses(old, now Value) (n int) {
	for _, a := range now.Atoms {
		if a.Kind == AtomInt && IsStatus(a.Int) && old.Find(a) < 0 {
			n++
		}
	}
	return n
}

// TestMaxAtoms holds that what the bound cuts off is unknown, and statuses stay.
func TestMaxAtoms(t *testing.T) {
	var u Union
	for i := range int64(MaxAtoms) {
		u.Add(One(Atom{Kind: AtomInt, Int: i}))
	}
	if u.Top || len(u.Atoms) != MaxAtoms {
		t.Fatalf("%d members, Top %v, within the bound", len(u.Atoms), u.Top)
	}
	u.Add(One(Atom{Kind: AtomInt, Int: 401}))
	if u.Top || !u.BringsStatus() {
		t.Errorf("a status does not stay beyond the bound: Top %v", u.Top)
	}
	u.Add(One(Atom{Kind: AtomInt, Int: 1000}))
	if !u.Top || len(u.Atoms) != MaxAtoms+1 {
		t.Errorf("beyond the bound there are %d members, Top %v", len(u.Atoms), u.Top)
	}
	for i := range 10 * MaxAtoms {
		u.Add(One(Atom{Kind: AtomInt, Int: 401, Pos: token.Pos(i + 1)}))
	}
	if len(u.Atoms) > 4*MaxAtoms {
		t.Errorf("%d statuses", len(u.Atoms))
	}
}

// TestJoinApart holds that what is one thing in two states stays one where they are
// joined.
func TestJoinApart(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	one := 0
	for range 20_000 {
		v, w := One(anyAtom(r)), One(anyAtom(r))
		j := JoinApart(v, w, branches[1], branches[2])
		a, single := v.Single()
		b, both := w.Single()
		if !single || !both || a.Kind != AtomRef || b.Kind != AtomRef || a.Loc != b.Loc || a.If != b.If {
			continue
		}
		one++
		if c, ok := j.Single(); !ok || c.Loc != a.Loc || c.If != a.If || c.Int != a.Int&b.Int {
			t.Fatalf("%v and %v are %v", v, w, j)
		}
	}
	if one < 5 {
		t.Errorf("%d of one thing", one)
	}
}
