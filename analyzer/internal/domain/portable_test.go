package domain

import (
	"bytes"
	"encoding/gob"
	"go/token"
	"math/rand/v2"
	"testing"
)

// portable is a value by chance, as a fact may have it.
func portable(r *rand.Rand) Value {
	v := anyValue(r).Bare()
	out := Value{Top: v.Top}
	for _, a := range v.Atoms {
		if a.Kind == AtomLit || a.Kind == AtomFunc || a.Kind == AtomExpr {
			continue
		}
		if a.Pos.IsValid() {
			a.Pos, a.Ext = token.NoPos, "p/p.go:7"
		}
		a.Idle = false
		switch a.Kind {
		case AtomRef, AtomHeader:
			a.Loc = []Root{Param(-1), Param(2), Global("p/q.Var"), Made(3)}[r.IntN(4)].At(anyPath(r))
		}
		out.Atoms = append(out.Atoms, a)
	}
	return out
}

// TestPortable holds that what is written for importers comes back the same.
func TestPortable(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	type fact struct {
		Vals  []Value
		Conds []Pred
		Objs  []Binding
	}
	for range 500 {
		in := fact{Vals: []Value{portable(r), portable(r)}}
		for _, a := range in.Vals[0].Atoms {
			in.Conds = append(in.Conds, Pred{Loc: a.Loc, Op: Op(r.IntN(int(ops))), Int: a.Int, Str: a.Str})
			in.Objs = append(in.Objs, Binding{Loc: a.Loc, Val: One(a)})
		}
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(in); err != nil {
			t.Fatal(err)
		}
		var out fact
		if err := gob.NewDecoder(&b).Decode(&out); err != nil {
			t.Fatal(err)
		}
		for i, v := range in.Vals {
			if !Equal(v, out.Vals[i]) {
				t.Errorf("written %v\nread    %v", v, out.Vals[i])
			}
		}
		for i, p := range in.Conds {
			if out.Conds[i] != p || out.Objs[i].Loc != in.Objs[i].Loc || !Equal(out.Objs[i].Val, in.Objs[i].Val) {
				t.Errorf("written %v, %v\nread    %v, %v", p, in.Objs[i], out.Conds[i], out.Objs[i])
			}
		}
	}
	if _, err := (Root{Kind: RootParam, Obj: t}).MarshalBinary(); err == nil {
		t.Error("a root that only this process knows is written")
	}
	for _, bad := range []string{"", "\x00", "\xff\x00", "\x01\x80"} {
		if new(Root).UnmarshalBinary([]byte(bad)) == nil || new(Atom).UnmarshalBinary([]byte(bad)) == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestRelocate holds that a location that can't be told makes a value unknown,
// and that going there and back changes nothing.
func TestRelocate(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	there := func(l Loc) (Loc, bool) { return l.Then(FieldStep("There")), true }
	back := func(l Loc) (Loc, bool) { m, s := l.Cut(); return m, s == FieldStep("There") }
	nowhere := func(Loc) (Loc, bool) { return Loc{}, false }
	for range 2000 {
		v := anyValue(r)
		if w := v.Relocate(there).Relocate(back); !Equal(v, w) {
			t.Fatalf("%v comes back as %v", v, w)
		}
		w := v.Relocate(nowhere)
		lost := len(w.Atoms) < len(v.Atoms)
		if lost && !w.Top || len(w.Filter(func(a Atom) bool { return a.Kind == AtomRef || a.Kind == AtomHeader }).Atoms) > 0 {
			t.Fatalf("%v relocated nowhere is %v", v, w)
		}
	}
	ps := []Pred{{Op: IsNil}, {Op: EqInt, Int: 3}}
	if out, all := Relocate(ps, there); !all || len(out) != 2 {
		t.Errorf("%v, %v", out, all)
	}
	if out, all := Relocate(ps, nowhere); all || len(out) != 0 {
		t.Errorf("%v, %v", out, all)
	}
}
